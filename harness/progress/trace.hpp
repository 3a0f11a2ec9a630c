// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/progress/downloads.hpp>
#include <harness/progress/timestamp.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::progress {

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
  bool cached = false;              ///< any event said so, later ones may lack it; but see `reran`
  bool reopened = false;            ///< ran again after it had been called cached
  std::vector<Interval> intervals;  ///< completed ones, in order
  std::vector<Status> statuses;
  std::uint64_t downloads = 0;  ///< lines of all its output that tell of one
  std::string log;  ///< what the step printed; of a long output the last `log_limit` bytes
};

/// Whether a vertex was made again although BuildKit had called it cached: the cache's index named
/// it, and its data could not be loaded. A result that is only fetched is reopened as well, then
/// with the blobs that are pulled and extracted as statuses (measured on Docker 28.5: each fetched
/// vertex had some, none that was made again did).
bool reran(const Vertex& vertex);

/// Bytes of output kept per vertex. The end is kept, because that is where errors are.
inline constexpr std::size_t log_limit = 65'536;

/// Lines kept that are no rawjson; again the last ones.
inline constexpr std::size_t other_lines_limit = 1000;

/// Intervals kept per vertex; of more, those that follow each other most closely become one.
inline constexpr std::size_t intervals_limit = 1000;

/// Different warnings kept, the first ones.
inline constexpr std::size_t warnings_limit = 1000;

/// Everything of one build, vertices in the order of their first event.
struct Trace {
  std::vector<Vertex> vertices;
  std::vector<std::string> warnings;
  std::vector<std::string> other_lines;  ///< lines that are no rawjson: errors of buildx itself
};

struct Event;

/// Folds the lines of `--progress=rawjson` into a trace. Pure; feed one line at a time.
class TraceBuilder {
 public:
  void add_line(std::string_view line);
  /// The name of a vertex that started with the last line, for live progress; else empty.
  const std::string& last_started() const { return last_started_; }
  Trace take();

 private:
  Vertex& vertex(const std::string& digest);
  void add_event(const Event& event);
  void add_other_line(std::string_view line);

  Trace trace_;
  std::map<std::string, std::size_t, std::less<>> index_;  ///< digest to position in the trace
  std::map<std::string, DownloadCounter> downloads_;       ///< of vertices that print, by digest
  std::string last_started_;
};

}  // namespace bxbench::progress
