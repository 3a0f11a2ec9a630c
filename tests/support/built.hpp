// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/miss/build_record.hpp>

#include <string>

namespace bxbench::tests {

/// A build of a small Dockerfile with three stages on a fresh runner, all of whose steps ran; its
/// cache is exported to, and imported from, ref "r:v1" with mode=max.
measure::BuildRecord built(const std::string& job);

/// The same with another Dockerfile: its steps are named as BuildKit names them, without expansion.
measure::BuildRecord built_from(const std::string& job, const std::string& dockerfile);

/// The reason for the step whose name contains the text: "kind subject"; "-" when it has none.
std::string reason(const measure::BuildRecord& before, const measure::BuildRecord& now,
                   const std::string& step);

/// The sentence of that reason.
std::string sentence(const measure::BuildRecord& before, const measure::BuildRecord& now,
                     const std::string& step);

/// Marks as cached all steps but those whose names contain one of the texts.
void cache_all_but(measure::BuildRecord& record, const std::vector<std::string>& texts);

}  // namespace bxbench::tests
