// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/command.hpp>
#include <harness/cli/console.hpp>
#include <harness/cli/load_run.hpp>
#include <harness/cli/output_file.hpp>
#include <harness/report/exporter.hpp>
#include <harness/report/history/history_exporter.hpp>
#include <harness/report/history/load_history.hpp>
#include <harness/report/plan_order.hpp>
#include <harness/support/say.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

struct Options {
  fs::path run;
  std::string format = "table";
  fs::path output;
  bool no_color = false, verbose = false;
};

bool to_stdout(const Options& options) {
  return options.output.empty() || options.output == "-";
}

Result<std::string> report_of_run(const Options& options, const report::Layout& layout) {
  auto results = load_run(options.run);
  if (!results) return results.error();
  const auto cells = report::planned_cells(*results);
  return report::find_exporter(options.format)->render({*results, cells}, layout);
}

/// What the report itself does not show, or not on this screen, is said on stderr.
Result<std::string> report_of_history(const Options& options, const report::Layout& layout) {
  const auto* exporter = report::find_history_exporter(options.format);
  if (!exporter) {
    std::vector<std::string_view> formats;
    for (const auto& one : report::history_exporters())
      formats.push_back(one.format);
    return Error{Errc::bad_input,
                 fmt::format("{} holds many runs, which have no format '{}'", options.run.string(),
                             options.format),
                 fmt::format("take one of {}, or name a single run", fmt::join(formats, ", "))};
  }
  const auto history = report::load_history(options.run);
  if (!history) return history.error();
  if (options.format != "table" || !to_stdout(options))
    for (const auto& warning : history->warnings)
      say(fmt::format("bxbench: warning: {}\n", warning));
  return exporter->render(*history, layout);
}

Result<int> report(const Options& options) {
  auto layout = to_stdout(options) ? layout_of_stdout(options.no_color) : report::Layout{};
  layout.details = options.verbose;
  auto text = report::is_history(options.run) ? report_of_history(options, layout)
                                              : report_of_run(options, layout);
  if (!text) return text.error();
  auto written = to_stdout(options) ? emit(*text) : write_output(options.output, *text);
  if (!written) return written.error();
  return exit_ok;
}

}  // namespace

void declare_report(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<Options>();
  auto* command =
      app.add_subcommand("report", "Print the tables of a run again, or the history of many");
  command
      ->add_option("run", options->run,
                   "A run's folder, or its journal.jsonl; a folder of such folders, e.g. results: "
                   "their history")
      ->required();
  std::vector<std::string> formats;
  for (const auto& exporter : report::exporters())
    formats.emplace_back(exporter.format);
  command
      ->add_option("--format", options->format,
                   "How to print; a history only as table, markdown, csv, json or html")
      ->check(CLI::IsMember(formats))
      ->capture_default_str();
  command->add_option("-o,--output", options->output, "Write to a file ('-': stdout)");
  command->add_flag("-v,--verbose", options->verbose,
                    "Also where the time of each cell goes: phases, steps, critical path");
  command->add_flag("--no-color", options->no_color, "No colours (NO_COLOR does the same)");
  command->callback(
      [&chosen, options] { chosen = [options](const auto&) { return report(*options); }; });
}

}  // namespace bxbench::cli
