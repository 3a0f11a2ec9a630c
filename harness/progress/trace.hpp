// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::progress {

/// Wall-clock time of BuildKit's events, in seconds since the epoch.
using Timestamp = double;

/// One stretch of time in which a vertex ran. A vertex may run more than once.
struct Interval {
  Timestamp started = 0, completed = 0;
};

/// A sub-status of a vertex: "transferring context", "extracting sha256:…", "exporting layers" …
struct Status {
  std::string id;
  std::int64_t current = 0, total = 0;  ///< bytes, where BuildKit counts any
  std::optional<Interval> interval;
};

/// What BuildKit told of one node of the build graph, folded over all events.
struct Vertex {
  std::string digest;
  std::string name;
  std::vector<std::string> inputs;
  std::string error;                ///< empty: none
  bool cached = false;              ///< any event said so; later ones may lack it
  std::vector<Interval> intervals;  ///< completed ones, in order
  std::vector<Status> statuses;
  std::string log;  ///< what the step printed, bounded
};

/// Everything of one build, vertices in the order of their first event.
struct Trace {
  std::vector<Vertex> vertices;
  std::vector<std::string> warnings;
  std::vector<std::string> other_lines;  ///< lines that are no rawjson: errors of buildx itself
};

/// Folds the lines of `--progress=rawjson` into a trace. Pure; feed one line at a time.
class TraceBuilder {
 public:
  void add_line(std::string_view line);
  /// The name of a vertex that started with the last line, for live progress; else empty.
  const std::string& last_started() const { return last_started_; }
  Trace take() { return std::move(trace_); }

 private:
  Trace trace_;
  std::string last_started_;
};

}  // namespace bxbench::progress
