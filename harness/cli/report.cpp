// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/cells.hpp>
#include <harness/cli/command.hpp>
#include <harness/cli/console.hpp>
#include <harness/cli/load_run.hpp>
#include <harness/cli/output_file.hpp>
#include <harness/journal/journal.hpp>
#include <harness/report/exporter.hpp>
#include <harness/support/say.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

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

Result<int> report(const Options& options) {
  auto results = load_run(options.run);
  if (!results) return results.error();
  const auto cells = analysis::build_cells(journal::samples_of(*results), results->run.baseline);
  const bool to_stdout = options.output.empty() || options.output == "-";
  auto layout = to_stdout ? layout_of_stdout(options.no_color) : report::Layout{};
  layout.details = options.verbose;
  const auto* exporter = report::find_exporter(options.format);
  const auto text = exporter->render({*results, cells}, layout);
  auto written = to_stdout ? emit(text) : write_output(options.output, text);
  if (!written) return written.error();
  return exit_ok;
}

}  // namespace

void declare_report(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("report", "Print the tables of a run again");
  command->add_option("run", options->run, "A run's folder, or its journal.jsonl")->required();
  std::vector<std::string> formats;
  for (const auto& exporter : report::exporters())
    formats.emplace_back(exporter.format);
  command->add_option("--format", options->format, "How to print")
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
