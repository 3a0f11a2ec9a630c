// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/command.hpp>
#include <harness/cli/main.hpp>
#include <harness/support/say.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <csignal>
#include <exception>

namespace bxbench::cli {
namespace {

constexpr const char* about =
    "bxbench: which Docker build-cache strategy pays off for this project, and why does mine not "
    "work?\n";

constexpr const char* exit_codes =
    "Exit codes: 0 done, all verdicts hold; 1 a verdict or expectation failed; 2 bad usage or "
    "input;\n3 this machine cannot run it; 4 a build failed; 130 interrupted (results so far "
    "kept).\n";

int code_of(Errc code) {
  switch (code) {
    case Errc::bad_input:
      return exit_usage;
    case Errc::build_failed:
      return exit_build_failed;
    case Errc::interrupted:
      return exit_interrupted;
    case Errc::environment:
    case Errc::timed_out:
    case Errc::io:
      return exit_environment;
  }
  return exit_environment;
}

int run_chosen(const Action& chosen, const std::vector<std::string>& command_line) {
  auto code = chosen(command_line);
  if (code) return *code;
  const auto& error = code.error();
  say(fmt::format("bxbench: {}\n", error.message));
  if (!error.hint.empty()) say(fmt::format("  hint: {}\n", error.hint));
  return code_of(error.code);
}

int parse_and_run(int argc, char** argv) {
  CLI::App app(about, "bxbench");
  app.footer(exit_codes);
  app.set_version_flag("--version", "bxbench " BXBENCH_VERSION);
  app.require_subcommand(1);
  Action chosen;
  declare_run(app, chosen);
  declare_list(app, chosen);
  declare_prepare(app, chosen);
  declare_report(app, chosen);
  declare_compare(app, chosen);
  declare_diagnose(app, chosen);
  declare_explain(app, chosen);
  declare_serve(app, chosen);
  declare_doctor(app, chosen);
  declare_clean(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? exit_ok : exit_usage;
  }
  return run_chosen(chosen, {argv, argv + argc});
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that goes away (`bxbench list | head`) ends a write with an error, not the program.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return parse_and_run(argc, argv);
  } catch (const std::exception& bug) {
    say(fmt::format("bxbench: internal error: {}\n  hint: this is a bug; please report it\n",
                    bug.what()));
    return exit_environment;
  }
}

}  // namespace bxbench::cli
