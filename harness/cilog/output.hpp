// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cilog/emitter.hpp>

namespace bxbench::cilog {

/// What programs print, inside a build step or on the runner: sizes by `du`, downloads, times.
class Output {
 public:
  /// `vertex`: of the build; empty on the runner.
  explicit Output(std::string vertex = {}) : vertex_(std::move(vertex)) {}
  void line(std::string_view text, Emitter& out);
  /// Tells what was counted. `step`: the name of the step that printed it.
  void finish(const std::string& step, Emitter& out);
  bool empty() const { return lines_ == 0; }

 private:
  void heading(std::string_view text);
  bool size(std::string_view text, Emitter& out);
  bool measured(std::string_view text, Emitter& out);

  std::string vertex_;
  DirectorySize::Moment moment_ = DirectorySize::Moment::unknown;
  std::uint64_t lines_ = 0, downloads_ = 0;
  std::uint64_t du_line_ = 0;  ///< the output's line at which `du` was called
  Bytes du_unit_ = 1024;
  std::vector<Source> download_lines_;  ///< the first ones
};

}  // namespace bxbench::cilog
