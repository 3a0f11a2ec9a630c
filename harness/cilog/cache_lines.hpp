// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cilog/emitter.hpp>

#include <map>

namespace bxbench::cilog {

/// What `actions/cache`, its halves, and the `setup-…` actions that share its library print.
/// Wording: actions/toolkit, packages/cache; actions/cache, src/restoreImpl.ts and saveImpl.ts.
class CacheLines {
 public:
  explicit CacheLines(Emitter& out) : out_(out) {}
  /// A step begins with these inputs ("key", "path", "restore-keys").
  void begin_step(const std::map<std::string, std::string>& inputs);
  /// Whether the line is one of these.
  bool line(std::string_view text);
  void end_step();

 private:
  bool restore_line(std::string_view text);
  bool save_line(std::string_view text);
  bool failure(std::string_view text);
  bool progress(std::string_view text);
  /// Keeps the line; of too many the first ones and the last.
  void note();
  void hit(std::string_view key, Restore::Outcome outcome);
  void tell_restore();
  void tell_save(Save::Outcome outcome, std::string_view key, std::string_view error = {});
  std::vector<Source> take_lines();

  Emitter& out_;
  std::string key_, path_;                    ///< the step's inputs
  std::map<std::string, std::string> paths_;  ///< by key, for the post step
  std::optional<Restore> restore_;            ///< not told yet
  std::optional<Bytes> size_;
  std::string reservation_error_;
  bool saved_ = false;  ///< a save of this step was told
  std::vector<Source> lines_;
};

}  // namespace bxbench::cilog
