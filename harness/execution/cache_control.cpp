// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/cache_control.hpp>

#include <algorithm>

namespace bxbench::execution {
namespace {

namespace cache = service::actions_cache;
using suite::Reply;

double seconds_since(std::chrono::system_clock::time_point then,
                     std::chrono::system_clock::time_point now) {
  return std::max(0.0, std::chrono::duration<double>(now - then).count());
}

suite::EntryList list(const cache::Server& server, const suite::ListEntries& wanted) {
  suite::EntryList list;
  for (const auto& entry : server.entries()) {
    if (!entry.key.starts_with(wanted.key)) continue;
    list.entries.push_back({entry.scope, entry.key, entry.version, entry.bytes,
                            seconds_since(entry.created, server.now()),
                            seconds_since(entry.accessed, server.now()), entry.payload});
  }
  return list;
}

suite::CacheTraffic traffic_of(const cache::TrafficFigures& figures) {
  return {figures.requests, figures.hits,      figures.misses,   figures.conflicts, figures.retries,
          figures.failures, figures.evictions, figures.bytes_in, figures.bytes_out};
}

/// Answers one kind of action each.
struct Operator {
  cache::Server& server;

  std::optional<Reply> operator()(const suite::SetFault& action) const {
    server.add_fault(action.fault);
    return suite::Done{};
  }
  std::optional<Reply> operator()(const suite::ClearFaults&) const {
    server.clear_faults();
    return suite::Done{};
  }
  std::optional<Reply> operator()(const suite::AdvanceClock& action) const {
    server.advance_clock(action.by);
    return suite::Done{};
  }
  std::optional<Reply> operator()(const suite::LimitCache& action) const {
    if (action.quota) server.set_quota(*action.quota);
    if (action.read_only) server.set_read_only(*action.read_only);
    return suite::Done{};
  }
  std::optional<Reply> operator()(const suite::EvictEntries& action) const {
    return suite::Evicted{server.evict({action.key, action.scope, action.payload_only})};
  }
  std::optional<Reply> operator()(const suite::ListEntries& action) const {
    return list(server, action);
  }
  template <class Other>
  std::optional<Reply> operator()(const Other&) const {
    return std::nullopt;
  }
};

}  // namespace

std::optional<Reply> control_cache(cache::Server& server, const suite::Action& action) {
  return std::visit(Operator{server}, action);
}

void add_cache_traffic(measure::Evidence& evidence, const cache::Server& server,
                       const std::string& job, std::uint64_t evictions) {
  const auto found = server.traffic().find(job);
  if (found == server.traffic().end()) return;
  cache::TrafficFigures sum;
  for (const auto& [key, figures] : found->second) {
    evidence.cache_keys[key] = traffic_of(figures);
    sum += figures;
  }
  sum.evictions = evictions;
  evidence.cache_traffic = traffic_of(sum);
}

std::uint64_t evictions_of(const cache::Server& server) {
  const auto nobody = server.traffic().find("");
  std::uint64_t count = 0;
  if (nobody != server.traffic().end())
    for (const auto& [key, figures] : nobody->second)
      count += figures.evictions;
  return count;
}

}  // namespace bxbench::execution
