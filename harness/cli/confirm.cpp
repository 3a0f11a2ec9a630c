// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/confirm.hpp>
#include <harness/cli/resume.hpp>
#include <harness/cli/run_session.hpp>
#include <harness/support/say.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

using measure::CellKey;

constexpr int least_runs = 10;

/// The suspects, and with `relative` what they are compared with.
std::set<CellKey> cells_of(const analysis::Comparison& comparison, const std::string* baseline) {
  std::set<CellKey> cells;
  for (const auto& change : comparison.cells) {
    if (!change.suspect) continue;
    auto key = change.key;
    key.job.clear();
    cells.insert(key);
    if (baseline == nullptr) continue;
    key.strategy = *baseline;
    cells.insert(key);
  }
  return cells;
}

fs::path folder_of(const fs::path& run) {
  const auto whole = fs::canonical(run);
  return fs::is_directory(whole) ? whole : whole.parent_path();
}

RunOptions run_options(const ComparisonOptions& options, const journal::RunStarted& run,
                       const std::set<CellKey>& cells) {
  auto again = resumed_options({}, run);
  again.only.assign(cells.begin(), cells.end());
  again.runs = options.runs > 0 ? options.runs : std::max(least_runs, run.repetitions);
  again.precision.reset();
  again.seed.reset();
  again.quiet = options.quiet;
  again.output = folder_of(options.now).parent_path();
  again.command = options.command;
  again.same_as = &run;
  return again;
}

}  // namespace

Result<std::optional<journal::ResultSet>> confirm(const ComparisonOptions& options,
                                                  const journal::ResultSet& now,
                                                  const analysis::Comparison& comparison) {
  const auto cells = cells_of(comparison, options.relative ? &now.run.baseline : nullptr);
  if (cells.empty()) return std::optional<journal::ResultSet>{};
  if (!options.quiet)
    say(fmt::format("measuring {} {} again\n", cells.size(), cells.size() == 1 ? "cell" : "cells"));
  auto folder = measure_only(run_options(options, now.run, cells));
  if (!folder) {
    auto error = folder.error();
    error.message = "--confirm: " + error.message;
    return error;
  }
  auto again = journal::load(*folder / "journal.jsonl");
  if (!again) return again.error();
  return std::optional<journal::ResultSet>{std::move(*again)};
}

}  // namespace bxbench::cli
