// SPDX-License-Identifier: Apache-2.0
#include <harness/cleanup/scratch.hpp>
#include <harness/cleanup/sweep.hpp>
#include <harness/cli/choose.hpp>
#include <harness/cli/cold_times.hpp>
#include <harness/cli/command.hpp>
#include <harness/cli/console.hpp>
#include <harness/cli/engine.hpp>
#include <harness/cli/requirements.hpp>
#include <harness/cli/resume.hpp>
#include <harness/cli/run_folder.hpp>
#include <harness/cli/run_session.hpp>
#include <harness/cli/step_summary.hpp>
#include <harness/cli/verdict_code.hpp>
#include <harness/report/build_report.hpp>
#include <harness/report/exporter.hpp>
#include <harness/report/plan_order.hpp>
#include <harness/report/result_dir.hpp>
#include <harness/support/say.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

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

/// Everything that was measured, written to the run's folder.
Result<void> write_reports(const fs::path& folder) {
  auto results = journal::load(folder / "journal.jsonl");
  if (!results) return results.error();
  const auto cells = report::planned_cells(*results);
  if (auto written = report::write_results(folder, {*results, cells}); !written)
    return written.error();
  note_cold_times(*results, cells);
  return {};
}

/// The same, and printed.
Result<journal::ResultSet> report_results(const RunOptions& options, const fs::path& folder) {
  auto results = journal::load(folder / "journal.jsonl");
  if (!results) return results.error();
  const auto cells = report::planned_cells(*results);
  const report::Results all{*results, cells};
  auto layout = layout_of_stdout(options.no_color);
  layout.details = options.verbose;
  const auto* exporter = report::find_exporter(options.json ? "json" : "table");
  const auto text = exporter->render(all, layout);
  auto printed = emit(text);
  if (auto written = report::write_results(folder, all); !written) return written.error();
  summarize_step([&] { return report::build_report(*results, cells); });
  note_cold_times(*results, cells);
  if (!printed) return printed.error();
  if (!options.quiet) say(fmt::format("results: {}\n", folder.string()));
  return results;
}

/// Where a run writes, and what is there already.
struct Target {
  fs::path folder;
  std::optional<journal::ResultSet> earlier;  ///< none: a new run
};

/// What went wrong before anything was run leaves no folder behind.
void remove_if_nothing_ran(const Target& target) {
  std::error_code ignored;
  if (!target.earlier && !fs::exists(target.folder / "journal.jsonl", ignored))
    fs::remove(target.folder, ignored);
}

Result<int> execute(const RunOptions& options, const Choice& choice, const Target& target) {
  auto executed =
      run_engine(options, choice, target.folder, target.earlier ? &*target.earlier : nullptr);
  const bool interrupted = !executed && executed.error().code == Errc::interrupted;
  if (!executed && executed.error().code == Errc::bad_input) return executed.error();
  std::error_code ignored;
  if (!executed && !fs::exists(target.folder / "journal.jsonl", ignored)) return executed.error();
  auto results = report_results(options, target.folder);
  if (!executed && !interrupted) return executed.error();
  if (!results) return results.error();
  if (interrupted) {
    say(
        fmt::format("bxbench: interrupted after {} trials; their results are kept, go on with "
                    "'bxbench run --resume {}'\n",
                    results->trials.size(), target.folder.string()));
    return exit_interrupted;
  }
  return exit_code_of(*results, options.fail_on);
}

Result<int> execute_new(const RunOptions& options, const Choice& choice) {
  if (auto ready = check_requirements(choice.plan.workloads); !ready) return ready.error();
  if (!options.quiet)
    for (const auto& reason : choice.plan.left_out)
      say(fmt::format("bxbench: left out: {}\n", reason));
  sweep_leftovers(options.quiet);
  auto folder = make_run_folder(options.output);
  if (!folder) return folder.error();
  const Target target{*folder, std::nullopt};
  auto code = execute(options, choice, target);
  if (!code) remove_if_nothing_ran(target);
  return code;
}

/// A journal that no other process writes; nothing is started beside a run that is measuring.
Result<journal::ResultSet> load_unused(const fs::path& file) {
  auto locked = journal::Journal::reopen(file);
  if (!locked) return locked.error();
  return journal::load(file);
}

/// Goes on with a run that was interrupted.
Result<int> resume(const RunOptions& given) {
  auto folder = fs::absolute(given.resume).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();  // results/RUN/
  auto earlier = load_unused(folder / "journal.jsonl");
  if (!earlier) {
    auto error = earlier.error();
    error.message = fmt::format("cannot resume {}: {}", given.resume.string(), error.message);
    error.code = Errc::bad_input;
    return error;
  }
  const auto options = resumed_options(given, earlier->run);
  auto choice = choose(options);
  if (!choice) return choice.error();
  if (auto ready = check_requirements(choice->plan.workloads); !ready) return ready.error();
  sweep_leftovers(options.quiet);
  const auto finished =
      std::count_if(earlier->trials.begin(), earlier->trials.end(),
                    [](const auto& trial) { return trial.error_kind != "environment"; });
  if (!options.quiet)
    say(fmt::format("going on with run {}: {} trials are finished\n", earlier->run.id, finished));
  return execute(options, *choice, Target{folder, std::move(*earlier)});
}

}  // namespace

Result<fs::path> measure_only(const RunOptions& options) {
  auto choice = choose(options);
  if (!choice) return choice.error();
  if (auto ready = check_requirements(choice->plan.workloads); !ready) return ready.error();
  sweep_leftovers(options.quiet);
  auto folder = make_run_folder(options.output);
  if (!folder) return folder.error();
  auto executed = run_engine(options, *choice, *folder, nullptr);
  if (!executed) {
    remove_if_nothing_ran({*folder, std::nullopt});
    return executed.error();
  }
  if (auto written = write_reports(*folder); !written) return written.error();
  return *folder;
}

Result<int> run_session(const RunOptions& options) {
  if (!options.resume.empty()) return resume(options);
  auto choice = choose(options);
  if (!choice) return choice.error();
  if (!options.dry_run) return execute_new(options, *choice);
  if (auto printed = emit(plan::describe(choice->plan)); !printed) return printed.error();
  return exit_ok;
}

}  // namespace bxbench::cli
