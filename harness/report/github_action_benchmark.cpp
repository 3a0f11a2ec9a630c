// SPDX-License-Identifier: Apache-2.0
#include <harness/report/github_action_benchmark.hpp>
#include <harness/report/place.hpp>
#include <harness/report/text.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace bxbench::report {
namespace {

using Json = nlohmann::ordered_json;
using analysis::Cell;
using analysis::stats::Interval;

bool finite(const Interval& interval) {
  return std::isfinite(interval.first) && std::isfinite(interval.second);
}

std::string ratio_line(const analysis::stats::Ratio& ratio, const std::string& baseline) {
  auto line = fmt::format("ratio to {}: {:.3g}", clean(baseline), ratio.value);
  if (ratio.ci95 && finite(*ratio.ci95))
    line += fmt::format(" [{:.3g}, {:.3g}]", ratio.ci95->first, ratio.ci95->second);
  return line;
}

/// One line each, as the chart's tooltip shows them.
std::string extra_of(const Cell& cell, const std::string& baseline) {
  auto text = fmt::format("{}/{} steps cached", cell.steps.cached, cell.steps.total);
  const auto& ratio = cell.ratio_to_baseline;
  if (ratio && cell.key.strategy != baseline && std::isfinite(ratio->value))
    text += '\n' + ratio_line(*ratio, baseline);
  text += fmt::format("\n{} sample{}", cell.valid_samples, cell.valid_samples == 1 ? "" : "s");
  if (cell.invalid_samples > 0) text += fmt::format(", {} invalid left out", cell.invalid_samples);
  return text;
}

}  // namespace

std::string render_github_action_benchmark(const std::vector<Cell>& cells,
                                           const std::string& baseline) {
  auto list = Json::array();
  for (const auto& cell : cells) {
    const auto median = cell.job_seconds.median;
    if (cell.valid_samples == 0 || !median || !std::isfinite(*median)) continue;
    auto& one = list.emplace_back(
        Json{{"name", place_name(cell.key)}, {"unit", "seconds"}, {"value", *median}});
    const auto interval = analysis::stats::best_interval(cell.job_seconds);
    if (interval && finite(*interval))
      one["range"] = fmt::format("± {:.3g}", (interval->second - interval->first) / 2);
    one["extra"] = extra_of(cell, baseline);
  }
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace bxbench::report
