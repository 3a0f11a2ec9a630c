// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/verdict/rules.hpp>
#include <harness/measure/describe.hpp>
#include <harness/measure/validity.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace bxbench::analysis::verdict {

std::optional<measure::Verdict> judge_restore(const measure::Sample& sample) {
  const auto& restore = sample.evidence.restore;
  if (!restore || !restore->hit) return std::nullopt;
  const auto& key = restore->matched_key.empty() ? restore->key : restore->matched_key;
  return decide(
      restore->bytes >= measure::empty_below,
      fmt::format("restored {} bytes under key {}", restore->bytes, key),
      "Every restore is a hit and brings nothing, because an archive without content was saved and "
      "an entry of the Actions cache can never be overwritten: the empty one is locked to its key. "
      "Mend what carries the cache first (extract before saving, under the Dockerfile's mount "
      "ids), then bump the cache version so that a new key is used.");
}

std::optional<measure::Verdict> judge_mounts(const measure::Sample& sample) {
  const auto& restore = sample.evidence.restore;
  const auto& mounts = sample.evidence.mounts;
  if (!restore || !restore->hit || restore->bytes < measure::empty_below || mounts.empty())
    return std::nullopt;
  const auto empty = std::find_if(mounts.begin(), mounts.end(),
                                  [](const auto& mount) { return measure::is_empty(mount); });
  const auto restored = fmt::format("restored {} bytes", restore->bytes);
  if (empty == mounts.end()) return decide(true, restored + ", no mount is empty", "");
  return decide(
      false, fmt::format("{}, but {}", restored, measure::describe(*empty)),
      "The archive reached the runner and not the build: its content was not injected, or "
      "into another mount. Inject after every restore, also after an exact hit, into the "
      "builder that builds, and under the id of each mount of the Dockerfile.");
}

}  // namespace bxbench::analysis::verdict
