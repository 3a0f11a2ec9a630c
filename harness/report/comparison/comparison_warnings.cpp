// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/noise.hpp>
#include <harness/journal/differences.hpp>
#include <harness/report/comparison/comparison_warnings.hpp>
#include <harness/report/place.hpp>
#include <harness/report/surroundings.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace bxbench::report {
namespace {

using Lines = std::vector<std::string>;

void add_differences(const Compared& compared, Lines& lines) {
  const auto differ = journal::differences(compared.base.run, compared.now.run);
  const auto note = [&](const char* title, const Lines& changes) {
    if (!changes.empty()) lines.push_back(fmt::format("{}: {}", title, fmt::join(changes, "; ")));
  };
  note("other programs", differ.tools);
  note("another machine", differ.machine);
  note("other conditions", differ.conditions);
  note("other scripts or workloads", differ.inputs);
}

void add_not_compared(const char* where, const std::vector<measure::CellKey>& keys, Lines& lines) {
  if (!keys.empty())
    lines.push_back(fmt::format("only in {}, not compared: {}: {}", where, cells_text(keys.size()),
                                place_names(keys)));
}

/// Cells whose samples can show no change, whatever they are.
void add_too_few(const Compared& compared, Lines& lines) {
  const auto& all = compared.comparison.cells;
  const auto count = std::count_if(all.begin(), all.end(), [](const auto& change) {
    return !change.is_reference && change.ratio && !change.ratio->ci95;
  });
  if (count == 0) return;
  lines.push_back(fmt::format(
      "too few samples to tell any change in {} of {} (base n = {}, new n = {}): run both with "
      "-n 3 or more",
      count, cells_text(all.size()), compared.base.run.repetitions, compared.now.run.repetitions));
}

bool is_about_any(const analysis::Tolerance& tolerance, const analysis::Comparison& comparison) {
  const auto named = [&](const auto& key) { return analysis::is_about(tolerance, key); };
  const auto& [cells, only_base, only_new] = comparison;
  return std::any_of(cells.begin(), cells.end(), [&](const auto& one) { return named(one.key); }) ||
         std::any_of(only_base.begin(), only_base.end(), named) ||
         std::any_of(only_new.begin(), only_new.end(), named);
}

void add_tolerances(const Compared& compared, Lines& lines) {
  for (const auto& tolerance : compared.tolerances)
    if (analysis::is_expired(tolerance, compared.today))
      lines.push_back(fmt::format("line {} of the tolerances is over since {}: {} ({})",
                                  tolerance.line, tolerance.until, tolerance.cell,
                                  tolerance.reason));
    else if (!is_about_any(tolerance, compared.comparison))
      lines.push_back(fmt::format("line {} of the tolerances matches no cell: {} ({})",
                                  tolerance.line, tolerance.cell, tolerance.reason));
}

void add_run(const char* title, const journal::ResultSet& results, Lines& lines) {
  auto reasons = shortcomings(results);
  for (auto& reason : analysis::unfit(results.noise))
    reasons.push_back(std::move(reason));
  for (const auto& reason : reasons)
    lines.push_back(fmt::format("{} {}: {}", title, results.run.id, reason));
}

}  // namespace

std::vector<std::string> comparison_warnings(const Compared& compared) {
  const auto& [base, now, comparison, options, tolerances, today, again] = compared;
  Lines lines;
  if (base.run.id == now.run.id)
    lines.push_back(
        fmt::format("both runs are {}: one compared with itself shows no change", now.run.id));
  add_run("base run", base, lines);
  add_run("new run", now, lines);
  if (again != nullptr) add_run("run measured again", *again, lines);
  add_differences(compared, lines);
  add_not_compared("base", comparison.only_base, lines);
  add_not_compared("new", comparison.only_new, lines);
  add_too_few(compared, lines);
  add_tolerances(compared, lines);
  return lines;
}

}  // namespace bxbench::report
