// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/cache_use.hpp>
#include <harness/measure/describe.hpp>
#include <harness/measure/validity.hpp>

#include <fmt/format.h>

namespace bxbench::measure {
namespace {

/// Empty when the cache was cold.
std::string warmth(const Evidence& evidence) {
  if (evidence.steps.cached > 0) return describe(evidence.steps);
  for (const auto& mount : evidence.mounts)
    if (!is_empty(mount)) return describe(mount);
  return {};
}

/// What speaks against a warm cache. A strategy that carries nothing cannot have any.
std::string coldness(const Sample& sample) {
  const auto& steps = sample.evidence.steps;
  if (sample.carries == suite::Carries::nothing)
    return steps.cached == 0 ? std::string{}
                             : describe(steps) + " and the strategy carries nothing";
  auto use = cache_use(sample);
  return use.used ? std::string{} : std::move(use.reason);
}

std::string claim_fault(std::string_view claimed, const std::string& but) {
  return but.empty() ? but : fmt::format("claims a {} cache, but {}", claimed, but);
}

}  // namespace

std::string why_invalid(const Sample& sample) {
  if (!sample.evidence.build_error.empty()) return "the build failed";
  if (!sample.evidence.artifact_fresh.value_or(false)) return describe_artifact(sample.evidence);
  switch (sample.claim) {
    case suite::Claim::cold:
      return claim_fault("cold", warmth(sample.evidence));
    case suite::Claim::warm:
      return claim_fault("warm", coldness(sample));
    case suite::Claim::none:
      break;
  }
  return {};
}

}  // namespace bxbench::measure
