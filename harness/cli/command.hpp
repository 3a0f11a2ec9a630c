// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace bxbench::cli {

/// What the exit code says; see README.md.
enum ExitCode {
  exit_ok = 0,
  exit_verdict = 1,
  exit_usage = 2,
  exit_environment = 3,
  exit_build_failed = 4,
  exit_interrupted = 130,
};

/// The subcommand that was chosen on the command line; returns the exit code.
using Action = std::function<Result<int>(const std::vector<std::string>& command_line)>;

// Each declares one subcommand and sets `chosen` when it is the one that was named.
void declare_run(CLI::App& app, Action& chosen);
void declare_list(CLI::App& app, Action& chosen);
void declare_prepare(CLI::App& app, Action& chosen);
void declare_report(CLI::App& app, Action& chosen);
void declare_compare(CLI::App& app, Action& chosen);
void declare_doctor(CLI::App& app, Action& chosen);
void declare_clean(CLI::App& app, Action& chosen);
void declare_serve(CLI::App& app, Action& chosen);
void declare_diagnose(CLI::App& app, Action& chosen);
void declare_explain(CLI::App& app, Action& chosen);

}  // namespace bxbench::cli
