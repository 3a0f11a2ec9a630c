// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/from_sample.hpp>
#include <tests/support/verdicts.hpp>

namespace bxbench::test {

std::optional<measure::Verdict> verdict_of(std::string_view rule, const measure::Sample& sample) {
  for (auto& verdict : diagnosis::judge(sample))
    if (verdict.rule == rule) return std::move(verdict);
  return std::nullopt;
}

}  // namespace bxbench::test
