// SPDX-License-Identifier: Apache-2.0
#include <harness/report/noise_warnings.hpp>
#include <harness/report/number.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace bxbench::report {
namespace {

using analysis::Cell;

/// The cells that a warning is about, the worst example first.
class Examples {
 public:
  /// `ratio`: of the odd sample to the others.
  void add(const Cell& cell, double ratio) {
    found_.emplace_back(std::abs(std::log(ratio)),
                        fmt::format("{}/{}/{}: {}", cell.key.workload, cell.key.strategy,
                                    cell.key.scenario, human_ratio(ratio)));
  }
  bool empty() const { return found_.empty(); }

  /// "3 of 16 cells (go/gha/cold: 2.10×, go/none/cold: 1.90× and 1 more)".
  std::string text(std::size_t cells) {
    std::stable_sort(found_.begin(), found_.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::string> shown;
    for (const auto& [size, name] : found_)
      if (shown.size() < shown_at_most) shown.push_back(name);
    auto text = fmt::format("{} of {} {} ({}", found_.size(), cells, cells == 1 ? "cell" : "cells",
                            fmt::join(shown, ", "));
    if (found_.size() > shown.size())
      text += fmt::format(" and {} more", found_.size() - shown.size());
    return text + ")";
  }

 private:
  static constexpr std::size_t shown_at_most = 2;
  std::vector<std::pair<double, std::string>> found_;
};

/// The outlier that is farthest from the cell's median, as a ratio to it. A slow first repetition
/// has a warning of its own.
std::optional<double> farthest_outlier(const Cell& cell) {
  std::optional<double> farthest;
  const auto median = cell.job_seconds.median;
  for (const auto& sample : cell.samples) {
    const bool listed = std::find(cell.outliers.begin(), cell.outliers.end(), sample.repetition) !=
                        cell.outliers.end();
    if (!sample.valid || !listed || !median || (cell.slow_first && sample.repetition == 1))
      continue;
    const double ratio = sample.job_seconds / *median;
    if (!farthest || std::abs(std::log(ratio)) > std::abs(std::log(*farthest))) farthest = ratio;
  }
  return farthest;
}

}  // namespace

std::vector<std::string> noise_warnings(const std::vector<Cell>& cells) {
  Examples slow, odd;
  for (const auto& cell : cells) {
    if (cell.slow_first) slow.add(cell, *cell.slow_first);
    if (const auto ratio = farthest_outlier(cell)) odd.add(cell, *ratio);
  }
  std::vector<std::string> warnings;
  if (!slow.empty())
    warnings.push_back(fmt::format(
        "the first repetition was much slower than the others in {}: the machine was not warm yet; "
        "run once before you measure, or ask for more repetitions with -n",
        slow.text(cells.size())));
  if (!odd.empty())
    warnings.push_back(fmt::format(
        "outliers in {}: close other programs, and ask for more repetitions with -n or --precision",
        odd.text(cells.size())));
  return warnings;
}

}  // namespace bxbench::report
