// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/command.hpp>
#include <harness/cli/run_options.hpp>
#include <harness/cli/run_session.hpp>
#include <harness/link/shape.hpp>

#include <CLI/CLI.hpp>

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
    "  bxbench run --json | jq .cells                the whole result on stdout\n";

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

void add_execution(CLI::App& command, RunOptions& options) {
  command.add_option("-n,--runs", options.runs, "Samples of each cell")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
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
  command.add_option("--baseline", options.baseline, "Strategy that ratios refer to")
      ->capture_default_str();
  command.add_flag("--dry-run", options.dry_run, "Print the plan and stop");
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
  command->callback([&chosen, options] {
    chosen = [options](const std::vector<std::string>& command_line) {
      options->command = command_line;
      return run_session(*options);
    };
  });
}

}  // namespace bxbench::cli
