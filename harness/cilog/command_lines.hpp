// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cilog/build_table.hpp>

namespace bxbench::cilog {

/// What surrounds a build: the command, what the builder is, warnings and errors of buildx and of
/// the runner.
class CommandLines {
 public:
  CommandLines(BuildTable& table, Emitter& out) : table_(table), out_(out) {}
  /// A command line of a build, which may go on over several lines. `script`: it is the text of a
  /// step that is about to run.
  bool command(std::string_view text, bool script);
  bool line(std::string_view text);
  void end_step();

 private:
  bool builder(std::string_view text);
  bool notice(std::string_view text);
  void cache_notice(std::string_view text);
  bool linter(std::string_view text);

  BuildTable& table_;
  Emitter& out_;
  std::string command_;  ///< goes on in the next line
  std::optional<Builder> builder_;
  std::vector<Source> builder_lines_;
  bool in_linter_list_ = false;
};

}  // namespace bxbench::cilog
