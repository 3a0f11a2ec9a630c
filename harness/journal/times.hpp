// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/journal/record.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::journal {

/// How long everything took, without what a run knows beside that.
struct RunTimes {
  RunStarted run;
  /// As `samples_of`; of each only `cell`, `repetition`, `valid` and `job_seconds` are filled in.
  std::vector<measure::Sample> samples;
  bool torn_tail = false;  ///< the last line had no newline and is left out
};

/// Reads a journal as `load` does, about ten times as fast, because the evidence, verdicts and
/// phases of samples, most of a journal, are passed over without being looked into. It refuses
/// another schema, torn lines and what it reads itself in a wrong form; it does not look at other
/// fields of trials.
Result<RunTimes> load_times(const std::filesystem::path& file);

/// A JSON text without the content of what is passed over: objects and lists under those keys are
/// null. Text that ends within one, or within a string, yields nothing.
std::optional<std::string> without_evidence(std::string_view json);

}  // namespace bxbench::journal
