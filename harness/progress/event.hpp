// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/progress/timestamp.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::progress {

/// What one event says about a vertex.
struct VertexEvent {
  std::string digest, name, error;
  std::vector<std::string> inputs;
  bool cached = false;
  std::optional<Timestamp> started, completed;
};

/// What one event says about a sub-status of a vertex.
struct StatusEvent {
  std::string vertex, id;
  std::int64_t current = 0, total = 0;
  std::optional<Timestamp> started, completed;
};

/// Some output of a vertex.
struct LogEvent {
  std::string vertex, text;
};

/// One line of `--progress=rawjson`: BuildKit's SolveStatus, decoded.
struct Event {
  std::vector<VertexEvent> vertices;
  std::vector<StatusEvent> statuses;
  std::vector<LogEvent> logs;
  std::vector<std::string> warnings;
};

/// Decodes one line; no value when it is not a SolveStatus. Fields of an unexpected type are taken
/// as absent, entries that belong to no vertex are dropped.
std::optional<Event> decode_event(std::string_view line);

}  // namespace bxbench::progress
