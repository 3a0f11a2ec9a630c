// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/traffic/request_log.hpp>

namespace bxbench::service::actions_cache {
namespace {

/// Beyond this many, clients do not repeat what failed, and remembering more is of no use.
constexpr std::size_t most_unanswered = 10'000;

/// Bytes; what is longer was refused, and is no row of its own.
constexpr std::size_t longest_key = 2048;

/// Whether a client has reason to send the same once more.
bool asks_for_retry(const RequestRecord& record) {
  return record.status == 0 || record.status == 429 || record.status >= 500;
}

void add(TrafficFigures& sum, const RequestRecord& record) {
  const bool conflict = record.operation == "create" && record.status == 409;
  const bool lookup = record.operation == "lookup" && record.status >= 200 && record.status < 300;
  ++sum.requests;
  sum.hits += lookup && record.hit;
  sum.misses += lookup && !record.hit;
  sum.conflicts += conflict;
  sum.retries += record.retry;
  sum.failures += record.status >= 400 && !conflict;
  sum.bytes_in += record.bytes_in;
  sum.bytes_out += record.bytes_out;
}

}  // namespace

TrafficFigures& TrafficFigures::operator+=(const TrafficFigures& more) {
  requests += more.requests;
  hits += more.hits;
  misses += more.misses;
  conflicts += more.conflicts;
  retries += more.retries;
  failures += more.failures;
  evictions += more.evictions;
  bytes_in += more.bytes_in;
  bytes_out += more.bytes_out;
  return *this;
}

void RequestLog::note(RequestRecord record, const std::string& same, bool cut) {
  unanswered_.erase(same);
  const bool unanswered = cut || asks_for_retry(record);
  if (unanswered && unanswered_.size() < most_unanswered) unanswered_.insert(same);
  const bool is_key = record.key.size() <= longest_key;
  add(traffic_[record.job][is_key ? record.key : ""], record);
  for (const auto& listener : listeners_)
    listener(record);
  if (keep_) requests_.push_back(std::move(record));
}

void RequestLog::note_eviction(const std::string& key) {
  ++traffic_[""][key].evictions;
}

void RequestLog::on_request(std::function<void(const RequestRecord&)> listener) {
  listeners_.push_back(std::move(listener));
}

}  // namespace bxbench::service::actions_cache
