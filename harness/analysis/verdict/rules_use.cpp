// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/verdict/rules.hpp>
#include <harness/measure/cache_use.hpp>
#include <harness/measure/describe.hpp>

namespace bxbench::analysis::verdict {
namespace {

const char* explain_unused(suite::Carries carries) {
  if (carries == suite::Carries::layers)
    return "The build does again what an earlier job cached; BuildKit treats an import that fails "
           "or does not match as no more than a warning. Look at the import's error, then at the "
           "first step that is not cached: it is where the cache keys part.";
  return "The build starts with empty cache mounts although an earlier job ran; a restore that "
         "brings nothing, or goes to another mount, fails no job. Compare the key, the size of the "
         "archive and the id of each mount with what the earlier job saved.";
}

}  // namespace

std::optional<measure::Verdict> judge_cache_use(const measure::Sample& sample) {
  if (sample.claim != suite::Claim::warm || sample.carries == suite::Carries::nothing)
    return std::nullopt;
  auto [used, reason] = measure::cache_use(sample);
  return decide(used, std::move(reason), explain_unused(sample.carries));
}

std::optional<measure::Verdict> judge_artifact(const measure::Sample& sample) {
  auto evidence = measure::describe_artifact(sample.evidence);
  const auto& fresh = sample.evidence.artifact_fresh;
  if (!fresh) {
    measure::Verdict undecided;
    undecided.evidence = std::move(evidence);
    return undecided;
  }
  return decide(
      *fresh, std::move(evidence),
      "The image holds an older artifact than its sources, because what a step writes to a cache "
      "mount is no part of its layer and a later COPY --from sees the layer, or because a "
      "compiler trusted old file times. Copy the artifact out of the mount in the RUN that "
      "builds it, and exclude build output by .dockerignore.");
}

}  // namespace bxbench::analysis::verdict
