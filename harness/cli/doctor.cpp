// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/command.hpp>
#include <harness/cli/requirements.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace bxbench::cli {
namespace {

Result<int> doctor() {
  bool all = true;
  for (const auto& needed : requirements()) {
    fmt::print("{:<8} {:<16} {}{}\n", needed.fulfilled ? "ok" : "missing", needed.name, needed.why,
               needed.fulfilled ? "" : ": " + needed.how);
    all = all && needed.fulfilled;
  }
  return all ? exit_ok : exit_environment;
}

}  // namespace

void declare_doctor(CLI::App& app, Action& chosen) {
  auto* command = app.add_subcommand("doctor", "Tell what this machine lacks to run builds");
  command->callback([&chosen] { chosen = [](const auto&) { return doctor(); }; });
}

}  // namespace bxbench::cli
