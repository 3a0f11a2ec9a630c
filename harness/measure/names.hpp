// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/sample.hpp>

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace bxbench::measure {

/// The word for an outcome in scripts and result files.
std::string_view name(Verdict::Outcome outcome);
/// No value: the word is unknown.
std::optional<Verdict::Outcome> outcome_from(std::string_view word);

/// Every phase with its name in result files, in the order in which a job goes through them, and
/// what is between them.
using PhaseField = std::pair<std::string_view, std::optional<double> Phases::*>;
inline constexpr std::array<PhaseField, 10> phase_fields{{
    {"restore", &Phases::restore},
    {"inject", &Phases::inject},
    {"import", &Phases::import},
    {"pull", &Phases::pull},
    {"solve", &Phases::solve},
    {"export_image", &Phases::export_image},
    {"export_cache", &Phases::export_cache},
    {"extract", &Phases::extract},
    {"save", &Phases::save},
    {"other", &Phases::other},
}};

}  // namespace bxbench::measure
