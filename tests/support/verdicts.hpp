// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/sample.hpp>

#include <optional>
#include <string_view>

namespace bxbench::test {

/// The verdict of one rule on a sample; no value: the rule does not apply.
std::optional<measure::Verdict> verdict_of(std::string_view rule, const measure::Sample& sample);

}  // namespace bxbench::test
