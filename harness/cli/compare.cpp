// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/comparison.hpp>
#include <harness/cli/command.hpp>
#include <harness/cli/compare_options.hpp>
#include <harness/cli/confirm.hpp>
#include <harness/cli/console.hpp>
#include <harness/cli/load_run.hpp>
#include <harness/cli/output_file.hpp>
#include <harness/cli/run_folder.hpp>
#include <harness/cli/share_text.hpp>
#include <harness/cli/step_summary.hpp>
#include <harness/journal/differences.hpp>
#include <harness/report/comparison/broken_trials.hpp>
#include <harness/report/comparison/build_comparison.hpp>
#include <harness/report/comparison/exporters.hpp>
#include <harness/report/place.hpp>
#include <harness/report/plan_order.hpp>
#include <harness/report/surroundings.hpp>
#include <harness/support/files.hpp>
#include <harness/support/say.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>

namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

using analysis::Cell;
using journal::ResultSet;

/// Seconds of different machines or conditions are no comparison.
Result<void> check_comparable(const ComparisonOptions& options, const ResultSet& base,
                              const ResultSet& now) {
  if (options.any_environment) return {};
  const auto differ = journal::differences(base.run, now.run);
  if (!differ.conditions.empty())
    return Error{Errc::bad_input,
                 fmt::format("the runs were made under other conditions and cannot be compared: {}",
                             fmt::join(differ.conditions, "; ")),
                 "run both with the same options, or see the figures all the same with "
                 "--any-environment"};
  if (!differ.machine.empty() && !options.relative)
    return Error{
        Errc::bad_input,
        fmt::format("the runs come from different machines, whose seconds cannot be compared: {}",
                    fmt::join(differ.machine, "; ")),
        "compare the ratios to each run's baseline with --relative, or see the seconds all the "
        "same with --any-environment"};
  if (options.relative && base.run.baseline != now.run.baseline)
    return Error{Errc::bad_input,
                 fmt::format("--relative: the runs' baselines differ: '{}' and '{}'",
                             base.run.baseline, now.run.baseline),
                 "run both with the same --baseline"};
  return {};
}

/// What broke off in the new run is no cell of it, and still worth telling.
Result<analysis::Comparison> compare_cells(const ResultSet& base, const ResultSet& now,
                                           const std::vector<Cell>& base_cells,
                                           const std::vector<Cell>& now_cells,
                                           const analysis::CompareOptions& options) {
  auto comparison = analysis::compare_runs(base_cells, now_cells, options);
  if (!comparison.cells.empty() || !report::broken_trials(base, now).empty()) return comparison;
  return Error{Errc::bad_input, "the runs have no cell in common: nothing can be compared",
               report::is_complete(now)
                   ? "run the same workloads, strategies and scenarios"
                   : "the new run did not come to its end: go on with it by bxbench run --resume"};
}

Result<std::vector<analysis::Tolerance>> tolerances_of(const fs::path& file) {
  if (file.empty()) return std::vector<analysis::Tolerance>{};
  auto text = read_file(file);
  if (!text) {
    auto error = text.error();
    error.code = Errc::bad_input;
    return error;
  }
  return analysis::parse_tolerances(*text, file.string());
}

/// What a gate says that neither failed nor saw all cells.
Error not_passed(const fs::path& now, const std::string& id, std::size_t missing) {
  std::error_code failure;
  const auto folder = fs::is_directory(now, failure) ? now : now.parent_path();
  return {
      Errc::bad_input,
      fmt::format("the gate cannot pass: {} of the base {} missing in the new run {}, which did "
                  "not come to its end",
                  report::cells_text(missing), missing == 1 ? "is" : "are", id),
      fmt::format("go on with it by: bxbench run --resume {}; then compare again",
                  folder.empty() ? "." : folder.string())};
}

/// Prints the comparison; the exit code is what the gate says.
Result<int> tell(const ComparisonOptions& options, const report::Compared& compared) {
  const bool to_stdout = options.output.empty() || options.output == "-";
  const auto layout = to_stdout ? layout_of_stdout(options.no_color) : report::Layout{};
  const auto text = report::find_comparison_exporter(options.format)->render(compared, layout);
  auto written = to_stdout ? emit(text) : write_output(options.output, text);
  if (!written) return written.error();
  summarize_step([&] { return report::build_comparison(compared); });
  if (report::gate_fails(compared)) return exit_verdict;
  const auto missing = report::not_reached(compared).size();
  if (missing > 0) return not_passed(options.now, compared.now.run.id, missing);
  return exit_ok;
}

/// The comparison with its suspects as they were measured again; what could not be keeps its
/// figures.
analysis::Comparison with_confirmed(analysis::Comparison first, const analysis::Comparison& again) {
  for (auto& cell : first.cells) {
    const auto found = std::find_if(again.cells.begin(), again.cells.end(),
                                    [&](const auto& other) { return other.key == cell.key; });
    if (cell.suspect && found != again.cells.end()) cell = *found;
  }
  return first;
}

Result<int> compare(const ComparisonOptions& options) {
  auto tolerances = tolerances_of(options.tolerate);
  if (!tolerances) return tolerances.error();
  auto base = load_run(options.base);
  if (!base) return base.error();
  auto now = load_run(options.now);
  if (!now) return now.error();
  if (auto same = check_comparable(options, *base, *now); !same) return same.error();
  const analysis::CompareOptions how{options.fail_above, options.relative, base->run.baseline,
                                     now->run.baseline};
  const auto base_cells = report::planned_cells(*base);
  const auto now_cells = report::planned_cells(*now);
  auto comparison = compare_cells(*base, *now, base_cells, now_cells, how);
  if (!comparison) return comparison.error();
  const auto today = now_utc().substr(0, std::string_view("2026-01-31").size());
  if (!options.confirm) return tell(options, {*base, *now, *comparison, how, *tolerances, today});

  auto again = confirm(options, *now, *comparison);
  if (!again) return again.error();
  if (!*again) return tell(options, {*base, *now, *comparison, how, *tolerances, today});
  const auto again_cells = report::planned_cells(**again);
  auto confirmed = compare_cells(*base, **again, base_cells, again_cells, how);
  if (!confirmed) return confirmed.error();
  const auto decided = with_confirmed(*comparison, *confirmed);
  return tell(options, {*base, *now, decided, how, *tolerances, today, &**again});
}

/// "10%" or "0.1" as a share.
const CLI::Validator slowdown(
    [](std::string& text) -> std::string {
      const auto value = parse_share(text);
      if (!value) return value.error().message;
      if (!text.ends_with('%') && *value >= 1)
        return fmt::format("{} is a share: write {}%", text, text);
      if (!(*value >= 0 && *value <= 10)) return fmt::format("{} is not from 0% to 1000%", text);
      text = fmt::format("{}", *value);
      return {};
    },
    "");

constexpr const char* footer =
    "Exit codes: 0 no regression; 1 a cell is certainly slower and by more than the limit, or\n"
    "broken, or a build or an expectation fails that did not; 2 the runs cannot be compared, or\n"
    "NEW was interrupted and lacks cells of BASE; with --confirm also those of bxbench run.\n"
    "A line of the list for --tolerate: CELL +PERCENT% LAST-DAY reason, e.g.\n"
    "  go/mount/source-change +20% 2026-12-31 new linker, to be tuned\n";

void add_gate(CLI::App& command, ComparisonOptions& options) {
  command
      .add_option("--fail-above", options.fail_above,
                  "How much slower a cell may be before the exit code is 1 (default: 10%)")
      ->transform(slowdown)
      ->type_name("PERCENT");
  command.add_option("--tolerate", options.tolerate, "List of slowdowns that are accepted")
      ->type_name("FILE");
  command.add_flag("--confirm", options.confirm,
                   "Measure suspects again on this machine, as NEW did, and let that decide");
  command
      .add_option("-n,--runs", options.runs,
                  "With --confirm: samples of each suspect (default: as in NEW, at least 10)")
      ->check(CLI::Range(2, 10000));
  command.add_flag("--relative", options.relative,
                   "Compare ratios to each run's own baseline: for runs of different machines");
  command.add_flag("--any-environment", options.any_environment,
                   "Compare runs of different machines or links all the same");
}

}  // namespace

void declare_compare(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<ComparisonOptions>();
  auto* command = app.add_subcommand(
      "compare", "Say what became slower from one run to another, and why; exit code 1 if it did");
  command->add_option("base", options->base, "The earlier run: its folder or journal")->required();
  command->add_option("new", options->now, "The later run")->required();
  add_gate(*command, *options);
  std::vector<std::string> formats;
  for (const auto& exporter : report::comparison_exporters())
    formats.emplace_back(exporter.format);
  options->format = formats.front();
  command->add_option("--format", options->format, "How to print")
      ->check(CLI::IsMember(formats))
      ->capture_default_str();
  command->add_option("-o,--output", options->output, "Write to a file ('-': stdout)");
  command->add_flag("-q,--quiet", options->quiet, "With --confirm: no progress on stderr");
  command->add_flag("--no-color", options->no_color, "No colours (NO_COLOR does the same)");
  command->footer(footer);
  command->callback([&chosen, options, command] {
    if (command->get_option("--runs")->count() > 0 && !options->confirm)
      throw CLI::RequiresError("--runs", "--confirm");
    chosen = [options](const std::vector<std::string>& command_line) {
      options->command = command_line;
      return compare(*options);
    };
  });
}

}  // namespace bxbench::cli
