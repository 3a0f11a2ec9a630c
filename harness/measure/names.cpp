// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/names.hpp>
#include <harness/support/words.hpp>

namespace bxbench::measure {
namespace {

constexpr Words<Verdict::Outcome, 3> outcomes{{"pass", "fail", "inconclusive"}};

}  // namespace

std::string_view name(Verdict::Outcome outcome) {
  return outcomes.name(outcome);
}
std::optional<Verdict::Outcome> outcome_from(std::string_view word) {
  return outcomes.find(word);
}

}  // namespace bxbench::measure
