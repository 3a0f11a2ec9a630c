// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cilog/event.hpp>

#include <memory>
#include <string_view>

namespace bxbench::cilog {

/// Where the bytes come from.
struct LogName {
  std::string file;     ///< for sources
  std::string archive;  ///< that holds it; else empty
  std::string job;      ///< should the log not tell it
  std::string step;     ///< of a file that holds one step; else empty
};

/// What was read.
struct LogSummary {
  std::uint64_t files = 0, lines = 0, bytes = 0;
  std::uint64_t cut_lines = 0;  ///< longer than `line_limit`
  std::uint64_t events = 0;     ///< without those that tell only that a log or a job begins or ends
  std::uint64_t binary_files = 0;  ///< their beginning was no text
};

/// Reads the log of one run's job from its bytes, in pieces of any size. Pure; its memory does not
/// grow with the log.
class LogReader {
 public:
  LogReader(const LogName& name, Sink sink);
  ~LogReader();
  LogReader(LogReader&&) noexcept;
  LogReader& operator=(LogReader&&) noexcept;

  void add(std::string_view bytes);
  /// The bytes of a further file of the same job follow.
  void next_file(const LogName& name);
  void finish();
  const LogSummary& summary() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace bxbench::cilog
