// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/cells.hpp>
#include <harness/cleanup/scratch.hpp>
#include <harness/cleanup/sweep.hpp>
#include <harness/cli/choose.hpp>
#include <harness/cli/command.hpp>
#include <harness/cli/console.hpp>
#include <harness/cli/engine.hpp>
#include <harness/cli/requirements.hpp>
#include <harness/cli/run_folder.hpp>
#include <harness/cli/run_session.hpp>
#include <harness/cli/verdict_code.hpp>
#include <harness/report/exporter.hpp>
#include <harness/report/result_dir.hpp>
#include <harness/support/say.hpp>

#include <fmt/format.h>

namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

/// Removes what a killed run left, and says so.
void sweep_leftovers(bool quiet) {
  for (const auto& leftover : cleanup::sweep()) {
    if (!quiet)
      say(fmt::format("removed what an interrupted run left: {} ({} processes, {} mounts)\n",
                      leftover.directory.string(), leftover.processes, leftover.mounts));
    for (const auto& problem : leftover.problems)
      say(fmt::format("bxbench: {}\n", problem));
  }
}

/// Everything that was measured, written to the run's folder and printed.
Result<journal::ResultSet> report_results(const RunOptions& options, const fs::path& folder) {
  auto results = journal::load(folder / "journal.jsonl");
  if (!results) return results.error();
  const auto cells = analysis::build_cells(journal::samples_of(*results), results->run.baseline);
  const report::Results all{*results, cells};
  auto layout = layout_of_stdout(options.no_color);
  layout.details = options.verbose;
  const auto* exporter = report::find_exporter(options.json ? "json" : "table");
  const auto text = exporter->render(all, layout);
  auto printed = emit(text);
  if (auto written = report::write_results(folder, all); !written) return written.error();
  if (!printed) return printed.error();
  if (!options.quiet) say(fmt::format("results: {}\n", folder.string()));
  return results;
}

Result<int> execute(const RunOptions& options, const Choice& choice) {
  if (auto ready = check_requirements(choice.plan); !ready) return ready.error();
  sweep_leftovers(options.quiet);
  auto folder = make_run_folder(options.output);
  if (!folder) return folder.error();
  auto executed = run_engine(options, choice, *folder);
  const bool interrupted = !executed && executed.error().code == Errc::interrupted;
  std::error_code ignored;
  if (!executed && !fs::exists(*folder / "journal.jsonl", ignored)) {
    fs::remove(*folder, ignored);  // nothing was run; an empty folder would only be in the way
    return executed.error();
  }
  auto results = report_results(options, *folder);
  if (!executed && !interrupted) return executed.error();
  if (!results) return results.error();
  if (interrupted) {
    say(fmt::format("bxbench: interrupted after {} of {} trials; their results are kept\n",
                    results->trials.size(), choice.plan.trials.size()));
    return exit_interrupted;
  }
  return exit_code_of(*results, options.fail_on);
}

}  // namespace

Result<int> run_session(const RunOptions& options) {
  auto choice = choose(options);
  if (!choice) return choice.error();
  if (!options.dry_run) return execute(options, *choice);
  if (auto printed = emit(plan::describe(choice->plan, choice->selection)); !printed)
    return printed.error();
  return exit_ok;
}

}  // namespace bxbench::cli
