// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/verdict/rules.hpp>
#include <harness/measure/validity.hpp>

#include <fmt/format.h>

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

}  // namespace bxbench::analysis::verdict
