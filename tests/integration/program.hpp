// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/process/command.hpp>
#include <harness/support/units.hpp>
#include <tests/support/temp_folder.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace bxbench::tests {

/// How the program ended and what it printed.
struct Ended {
  int code = 0;  ///< exit code; minus the signal's number when a signal ended it
  std::string out, err;
};

/// Runs the real bxbench. Its scratch directories, results and home are in a folder of the test.
class Program {
 public:
  Ended run(std::vector<std::string> arguments, const process::Environment& env = {});

  /// Starts it, calls `meanwhile` with its pid once `ready` holds, and waits for its end.
  Ended run_and(std::vector<std::string> arguments, const std::function<bool()>& ready,
                const std::function<void(int pid)>& meanwhile);

  /// What is left of the program's doing: processes, mounts and directories, one line each.
  std::string leftovers() const;

  std::filesystem::path folder() const { return temp_.path(); }
  std::filesystem::path results() const { return temp_ / "results"; }
  /// The folder of the only run so far.
  std::filesystem::path only_run() const;
  /// Writes a file below the folder and returns its path.
  std::string write(const std::string& name, const std::string& text) const;

 private:
  std::vector<std::string> command_line(const std::vector<std::string>& arguments) const;
  process::Environment environment() const;
  TempFolder temp_;
  TempFolder scratch_{"/var/tmp"};  ///< TMPDIR of the program: sockets need a short path
};

}  // namespace bxbench::tests
