// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/rules/words.hpp>

#include <optional>
#include <string>

namespace bxbench::diagnosis {

// What the rules about the outcome compute.

/// Bytes that the profile expects in a mount, by what its path is known to hold; 0: nothing.
double expected_size(const Mount& mount, const Profile& profile);

/// Later runs against the first one.
Findings judge_speed(const Facts& facts, const Profile& profile);

/// Seconds of import and export against those of the steps.
Findings judge_cost(const Facts& facts, const Profile& profile);

/// Why a cached COPY --from may have copied what is old.
struct Doubt {
  bool certain = false;  ///< what it copies lies in a cache mount of the step that made it
  std::string text;
  const Step* maker;
};

/// No value: there is no reason to doubt.
std::optional<Doubt> why_stale(const Build& build, const Step& copy);

}  // namespace bxbench::diagnosis
