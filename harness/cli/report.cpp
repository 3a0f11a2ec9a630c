// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/cells.hpp>
#include <harness/cli/command.hpp>
#include <harness/cli/console.hpp>
#include <harness/journal/journal.hpp>
#include <harness/report/exporter.hpp>
#include <harness/support/files.hpp>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

struct Options {
  fs::path run;
  std::string format = "table";
  fs::path output;
  bool no_color = false;
};

Result<int> report(const Options& options) {
  const auto file = fs::is_directory(options.run) ? options.run / "journal.jsonl" : options.run;
  auto results = journal::load(file);
  if (!results) return results.error();
  std::vector<measure::Sample> samples;
  for (const auto& trial : results->trials)
    samples.insert(samples.end(), trial.samples.begin(), trial.samples.end());
  const auto cells = analysis::build_cells(samples, results->run.baseline);
  const auto* exporter = report::find_exporter(options.format);
  const auto text = exporter->render({*results, cells}, layout_of_stdout(options.no_color));
  if (!options.output.empty() && options.output != "-") {
    if (auto written = write_file_atomically(options.output, text); !written)
      return written.error();
    return exit_ok;
  }
  std::fwrite(text.data(), 1, text.size(), stdout);
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
  command->add_flag("--no-color", options->no_color, "No colours (NO_COLOR does the same)");
  command->callback(
      [&chosen, options] { chosen = [options](const auto&) { return report(*options); }; });
}

}  // namespace bxbench::cli
