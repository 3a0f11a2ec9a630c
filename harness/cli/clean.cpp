// SPDX-License-Identifier: Apache-2.0
#include <harness/cleanup/sweep.hpp>
#include <harness/cli/command.hpp>
#include <harness/support/say.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace bxbench::cli {
namespace {

Result<int> clean() {
  bool clean = true;
  for (const auto& leftover : cleanup::sweep()) {
    fmt::print("{}: {} processes, {} mounts\n", leftover.directory.string(), leftover.processes,
               leftover.mounts);
    for (const auto& problem : leftover.problems)
      say(fmt::format("bxbench: {}\n", problem));
    clean = clean && leftover.problems.empty();
  }
  return clean ? exit_ok : exit_environment;
}

}  // namespace

void declare_clean(CLI::App& app, Action& chosen) {
  auto* command = app.add_subcommand("clean", "Remove what an interrupted run left");
  command->callback([&chosen] { chosen = [](const auto&) { return clean(); }; });
}

}  // namespace bxbench::cli
