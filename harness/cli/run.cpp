// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/command.hpp>
#include <harness/cli/run_options.hpp>
#include <harness/cli/run_session.hpp>
#include <harness/cli/share_text.hpp>
#include <harness/link/shape.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

namespace bxbench::cli {
namespace {

constexpr const char* examples =
    "Examples:\n"
    "  bxbench run                                   the default suite on workload 'go', once\n"
    "  bxbench run -n 7                              seven of each: medians with intervals\n"
    "  bxbench run -w shell -s mount,gha warm-build  one scenario, two strategies, a small "
    "workload\n"
    "  bxbench run 'key-locked*' 'tag-*'           demonstrations: what goes wrong, and its "
    "repair\n"
    "  bxbench run my-scenario.lua                   a scenario of your own\n"
    "  bxbench run --set mount.id=target             a strategy's parameter, see 'bxbench list'\n"
    "  bxbench run --precision 5% --max-time 1h      until the intervals are narrow enough\n"
    "  bxbench run --resume results/20260501-…       go on with a run that was interrupted\n"
    "  bxbench run --json | jq .cells                the whole result on stdout\n"
    "\nWhere GITHUB_STEP_SUMMARY names a file, the report is appended to it as Markdown.\n";

void add_selection(CLI::App& command, RunOptions& options) {
  command
      .add_option("scenario", options.names,
                  "Scenarios by name or glob, or Lua files and directories to load and run")
      ->type_name("SCENARIO|FILE|DIR");
  const auto add_list = [&](const char* flags, std::vector<std::string>& target, const char* what) {
    command.add_option(flags, target, what)
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("NAME|GLOB");
  };
  add_list("-w,--workload", options.workloads, "Workloads to build (default: go)");
  add_list("-s,--strategy", options.strategies,
           "Strategies to compare (default: none,mount,gha,registry)");
  add_list("-c,--scenario", options.scenarios, "Scenarios to run (default: the five basic ones)");
  command.add_option("--set", options.settings, "Set a parameter of a strategy or scenario")
      ->allow_extra_args(false)
      ->type_name("NAME=VALUE");
}

/// "5%" or "0.05" as a share; the limits keep a slip from asking for the impossible.
const CLI::Validator share(
    [](std::string& text) -> std::string {
      const auto value = parse_share(text);
      if (!value) return value.error().message;
      if (!(*value >= 0.001 && *value <= 1))
        return fmt::format("{} is not from 0.1% to 100%", text);
      text = fmt::format("{}", *value);
      return {};
    },
    "");

/// "90s", "30m", "1.5h" as seconds.
const CLI::Validator duration(
    [](std::string& text) -> std::string {
      const std::map<std::string, double> units{{"s", 1}, {"m", 60}, {"min", 60}, {"h", 3600}};
      const auto unit =
          units.find(text.substr(std::min(text.find_first_not_of("0123456789."), text.size())));
      double value = 0;
      if (unit == units.end() ||
          !CLI::detail::lexical_cast(text.substr(0, text.size() - unit->first.size()), value) ||
          value <= 0)
        return fmt::format("'{}' is no time such as 90s, 30m or 1.5h", text);
      text = fmt::format("{}", value * unit->second);
      return {};
    },
    "");

void add_bases(CLI::App& command, RunOptions& options) {
  command
      .add_option("--bases", options.bases,
                  "Base images: made on this machine by the workload's recipes (local), or the "
                  "public ones of the same names")
      ->check(CLI::IsMember({"local", "public"}))
      ->capture_default_str();
  command
      .add_option("--base-pull", options.base_pull,
                  "Base images are fetched by every job, over the link, and charged (cold), or are "
                  "on the runner before its clocks start (warm)")
      ->check(CLI::IsMember({"cold", "warm"}))
      ->capture_default_str();
  command
      .add_option("--registry-mirror", options.registry_mirror,
                  "With --bases public: a mirror of the public registry that is asked first")
      ->check([](const std::string& url) {
        return url.starts_with("http://") || url.starts_with("https://")
                   ? std::string{}
                   : fmt::format("'{}' is no URL such as http://127.0.0.1:5000", url);
      })
      ->type_name("URL");
}

void add_execution(CLI::App& command, RunOptions& options) {
  command.add_option("-n,--runs", options.runs, "Samples of each cell")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  command
      .add_option("--precision", options.precision,
                  "Go on until the half-width of each cell's 95 % interval is at most so much of "
                  "its median, e.g. 5%")
      ->transform(share)
      ->type_name("PERCENT");
  command.add_option("--max-runs", options.max_runs, "With --precision: samples of a cell at most")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  command
      .add_option("--max-time", options.max_time, "Start nothing after this time; --resume goes on")
      ->transform(duration)
      ->type_name("TIME");
  command
      .add_option("--job-limit", options.job_limit, "A build that takes longer fails (default: 2h)")
      ->transform(duration)
      ->type_name("TIME");
  command.add_flag_callback(
      "--no-checkpoints", [&options] { options.checkpoints = false; },
      "Run every unmeasured job, even where its result is known from an earlier trial");
  command.add_option("--seed", options.seed, "Seed of the order of trials (default: drawn)");
  command.add_option("--builder", options.builder, "What jobs build on")
      ->check(CLI::IsMember({"dockerd"}))
      ->capture_default_str();
  command
      .add_option("--link", options.link,
                  "Network between jobs and cache services: none, github (125MB/s,5ms), home\n"
                  "(100Mbit/s down,40Mbit/s up,20ms) or e.g. 14MB/s,20ms (latency one way)")
      ->check([](const std::string& text) {
        const auto shape = link::parse_shape(text);
        return shape ? std::string{} : shape.error().message + ": " + shape.error().hint;
      })
      ->type_name("LINK")
      ->capture_default_str();
  add_bases(command, options);
  command.add_option("--baseline", options.baseline, "Strategy that ratios refer to")
      ->capture_default_str();
  command
      .add_option("--resume", options.resume,
                  "Go on with a run that ended early: what finished is not repeated; what it was "
                  "asked for is in its journal")
      ->type_name("RUN");
  command.add_flag("--dry-run", options.dry_run, "Print the plan and stop");
}

/// What a run that goes on takes from its journal cannot be said again.
void refuse_beside_resume(const CLI::App& command) {
  if (command.get_option("--resume")->count() == 0) return;
  for (const auto* option :
       {"scenario", "--workload", "--strategy", "--scenario", "--set", "--runs", "--precision",
        "--max-runs", "--job-limit", "--no-checkpoints", "--seed", "--builder", "--bases",
        "--base-pull", "--registry-mirror", "--baseline", "--link", "--output", "--dry-run"})
    if (command.get_option(option)->count() > 0) throw CLI::ExcludesError("--resume", option);
}

void add_output(CLI::App& command, RunOptions& options) {
  command.add_option("-o,--output", options.output, "Directory that gets a folder for this run")
      ->capture_default_str();
  const std::map<std::string, FailOn> kinds{
      {"never", FailOn::never}, {"invalid", FailOn::invalid}, {"verdict", FailOn::verdict}};
  command
      .add_option("--fail-on", options.fail_on,
                  "What makes the exit code 1: invalid samples, also failed verdicts and "
                  "expectations (default), or nothing")
      ->transform(CLI::CheckedTransformer(kinds, CLI::ignore_case).description(""))
      ->type_name("invalid|verdict|never");
  command.add_flag("--json", options.json, "Print the whole result as JSON instead of a table");
  command.add_flag("-q,--quiet", options.quiet, "No progress on stderr");
  command.add_flag("-v,--verbose", options.verbose,
                   "Every job and build step on stderr; in the table, where the time goes");
  command.add_flag("--no-color", options.no_color, "No colours (NO_COLOR does the same)");
}

}  // namespace

void declare_run(CLI::App& app, Action& chosen) {
  auto* command = app.add_subcommand("run", "Run scenarios under strategies and compare them");
  auto options = std::make_shared<RunOptions>();
  add_selection(*command, *options);
  add_execution(*command, *options);
  add_output(*command, *options);
  command->footer(examples);
  command->callback([&chosen, options, command] {
    refuse_beside_resume(*command);
    if (!options->registry_mirror.empty() && options->bases != "public")
      throw CLI::ValidationError("--registry-mirror", "it is of use with --bases public only");
    chosen = [options](const std::vector<std::string>& command_line) {
      options->command = command_line;
      return run_session(*options);
    };
  });
}

}  // namespace bxbench::cli
