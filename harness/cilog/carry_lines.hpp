// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cilog/emitter.hpp>

#include <map>

namespace bxbench::cilog {

/// What reproducible-containers/buildkit-cache-dance prints: the Dockerfile of each injection and
/// extraction. Wording: its src/inject-cache.ts and src/extract-cache.ts.
class CarryLines {
 public:
  explicit CarryLines(Emitter& out) : out_(out) {}
  void begin_step(const std::string& action, const std::map<std::string, std::string>& inputs);
  bool line(std::string_view text);
  void end_step();

 private:
  void read_map(std::string_view json);
  bool instruction(std::string_view text);
  void tell();

  Emitter& out_;
  std::map<std::string, std::string> host_dirs_;  ///< of the cache map, by id and by target
  std::string builder_, instruction_;             ///< an instruction that goes on in the next line
  Source instruction_line_, line_;
  std::optional<double> since_;
  std::optional<Carry> carry_;  ///< not told yet, for its seconds
};

}  // namespace bxbench::cilog
