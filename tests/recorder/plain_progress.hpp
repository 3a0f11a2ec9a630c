// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/progress/event.hpp>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::recorder {

/// What a build with `--progress=plain` would have printed, from what the same build told with
/// `--progress=rawjson`. Every change is shown, where BuildKit leaves some out that follow each
/// other closely.
class PlainProgress {
 public:
  using Print = std::function<void(double time, const std::string& line)>;
  explicit PlainProgress(Print print) : print_(std::move(print)) {}
  /// Lines to be shown as the first output of a vertex, by what its name contains; for the sizes
  /// that a Dockerfile with a debugging step would print.
  void insert(std::string name_part, std::vector<std::string> lines);
  void add_line(std::string_view line);
  void finish();

 private:
  struct Vertex {
    int number = 0;
    std::string name, error, partial;
    double started = 0, seconds = 0, counted = 0, first_start = 0;
    bool cached = false, over = false;
    std::vector<std::string> pending;
  };
  Vertex& vertex(const std::string& digest);
  void show(Vertex& vertex);
  void say(const Vertex& vertex, const std::string& text);
  void take_inserts(Vertex& vertex);
  void end(Vertex& vertex);
  void on(const progress::VertexEvent& event);
  void on(const progress::StatusEvent& event);
  void on(const progress::LogEvent& event);

  Print print_;
  std::map<std::string, Vertex> vertices_;
  std::vector<std::pair<std::string, std::vector<std::string>>> inserts_;
  Vertex* current_ = nullptr;
  int numbers_ = 0;
  double now_ = 0;
};

}  // namespace bxbench::recorder
