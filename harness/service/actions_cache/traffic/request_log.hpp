// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/server.hpp>

#include <unordered_set>

namespace bxbench::service::actions_cache {

using Traffic = std::map<std::string, std::map<std::string, TrafficFigures>>;

/// Everything that was asked of the service: records, sums, and who listens.
class RequestLog {
 public:
  explicit RequestLog(bool keep) : keep_(keep) {}

  /// `same` tells requests apart that are no repetitions of each other.
  bool is_retry(const std::string& same) const { return unanswered_.contains(same); }
  /// A request has ended; `cut`: its answer broke off on purpose.
  void note(RequestRecord record, const std::string& same, bool cut);
  void note_eviction(const std::string& key);
  void on_request(std::function<void(const RequestRecord&)> listener);

  const std::vector<RequestRecord>& requests() const { return requests_; }
  const Traffic& traffic() const { return traffic_; }

 private:
  bool keep_;
  std::vector<RequestRecord> requests_;
  Traffic traffic_;
  std::vector<std::function<void(const RequestRecord&)>> listeners_;
  std::unordered_set<std::string> unanswered_;
};

}  // namespace bxbench::service::actions_cache
