// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/link_use.hpp>

#include <boost/math/statistics/univariate_statistics.hpp>

namespace bxbench::analysis {
namespace {

/// Services that had no request are not in the evidence.
std::optional<LinkUse> use_of(const measure::Sample& sample, const link::Shape& link) {
  const auto& evidence = sample.evidence;
  double down = 0, up = 0;
  for (const auto* service : {"registry", "actions-cache", "bases"}) {
    const auto found = evidence.traffic.find(service);
    if (found == evidence.traffic.end()) continue;
    down += static_cast<double>(found->second.sent);
    up += static_cast<double>(found->second.received);
  }
  const bool archive = (evidence.restore && evidence.restore->bytes > 0) ||
                       (evidence.save && evidence.save->stored && evidence.save->bytes > 0);
  if (archive && down + up == 0) return std::nullopt;
  const double seconds = (link.down > 0 ? down / link.down : 0) + (link.up > 0 ? up / link.up : 0);
  return LinkUse{down + up, seconds};
}

}  // namespace

std::optional<LinkUse> link_use(const Cell& cell, const link::Shape& link) {
  std::vector<double> bytes, seconds;
  for (const auto& sample : cell.samples) {
    if (!sample.valid) continue;
    const auto use = use_of(sample, link);
    if (!use) return std::nullopt;
    bytes.push_back(use->bytes);
    seconds.push_back(use->seconds);
  }
  if (bytes.empty()) return std::nullopt;
  namespace statistics = boost::math::statistics;
  return LinkUse{statistics::median(bytes), statistics::median(seconds)};
}

}  // namespace bxbench::analysis
