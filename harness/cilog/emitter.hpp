// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cilog/event.hpp>
#include <harness/cilog/line.hpp>

#include <utility>

namespace bxbench::cilog {

/// Bytes kept of a line as a source, and of any other text of an event.
inline constexpr std::size_t source_limit = 400, text_limit = 4096;

/// Where events leave the reader; knows the line that is being read.
class Emitter {
 public:
  Emitter(std::string file, Sink sink) : file_(std::move(file)), sink_(std::move(sink)) {}

  void at(const Line& line) {
    line_ = line;
    if (line.time) time_ = line.time;
  }
  const Line& line() const { return line_; }
  /// The following lines are of another file.
  void file(std::string name) { file_ = std::move(name); }

  /// Of the last line that had a time stamp.
  std::optional<double> time() const { return time_; }

  /// What the line itself tells of the time.
  void clock(double time) { time_ = time; }

  /// The current line.
  Source here() const { return {file_, line_.number, printable(line_.text, source_limit)}; }

  template <class What>
  void emit(What what) {
    emit(std::move(what), {here()});
  }
  template <class What>
  void emit(What what, std::vector<Source> sources) {
    emit(std::move(what), std::move(sources), time_);
  }
  template <class What>
  void emit(What what, std::vector<Source> sources, std::optional<double> time) {
    ++emitted_;
    sink_({time, std::move(sources), std::move(what)});
  }
  std::uint64_t emitted() const { return emitted_; }

 private:
  std::string file_;
  Sink sink_;
  Line line_;
  std::optional<double> time_;
  std::uint64_t emitted_ = 0;
};

}  // namespace bxbench::cilog
