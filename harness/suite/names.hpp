// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/action.hpp>
#include <harness/suite/strategy.hpp>

#include <optional>
#include <string_view>

namespace bxbench::suite {

// The words for enumerators in scripts and result files; no value: the word is unknown.

std::string_view name(Claim claim);
std::optional<Claim> claim_from(std::string_view word);

std::string_view name(Carries carries);
std::optional<Carries> carries_from(std::string_view word);

}  // namespace bxbench::suite
