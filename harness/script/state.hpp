// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/script/limits.hpp>
#include <harness/support/error.hpp>

#include <lua.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace bxbench::script {

/// Owns a Lua state that holds bxbench's library. One thread of the program at a time may use it.
class State {
 public:
  /// `share` is the directory that holds lua/.
  static Result<std::shared_ptr<State>> open(const std::filesystem::path& share,
                                             Limits limits = {});
  /// The state that a Lua thread belongs to.
  static State& of(lua_State* thread);

  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();

  lua_State* main() const { return main_; }
  Meter& meter() { return meter_; }
  const std::filesystem::path& share() const { return share_; }

  /// Every script that was read: name as errors show it, to its text.
  std::map<std::string, std::string> sources;
  /// The name of the script that runs or ran last.
  std::string running_file;

 private:
  State(std::filesystem::path share, Limits limits);

  std::filesystem::path share_;
  Meter meter_;
  lua_State* main_;
};

}  // namespace bxbench::script
