// SPDX-License-Identifier: Apache-2.0
#include <tests/recorder/plain_progress.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace bxbench::recorder {
namespace {

/// Sizes as BuildKit prints them, by powers of 1000.
std::string size_of(std::int64_t bytes) {
  double value = static_cast<double>(bytes);
  if (value < 1000) return fmt::format("{}B", bytes);
  for (const auto* unit : {"kB", "MB", "GB"}) {
    value /= 1000;
    if (value < 1000) return fmt::format("{:.2f}{}", value, unit);
  }
  return fmt::format("{:.2f}TB", value / 1000);
}

}  // namespace

void PlainProgress::insert(std::string name_part, std::vector<std::string> lines) {
  inserts_.emplace_back(std::move(name_part), std::move(lines));
}

PlainProgress::Vertex& PlainProgress::vertex(const std::string& digest) {
  return vertices_[digest];
}

void PlainProgress::say(const Vertex& vertex, const std::string& text) {
  print_(now_, fmt::format("#{} {}", vertex.number, text));
}

/// Makes the vertex the one that is shown.
void PlainProgress::show(Vertex& vertex) {
  if (current_ == &vertex) return;
  if (current_ != nullptr && !current_->over) say(*current_, "...");
  if (numbers_ > 0) print_(now_, "");
  if (vertex.number == 0) vertex.number = ++numbers_;
  say(vertex, vertex.name);
  current_ = &vertex;
}

/// The first step with such a name has them; later ones find other sizes.
void PlainProgress::take_inserts(Vertex& vertex) {
  std::erase_if(inserts_, [&](const auto& insert) {
    const bool here = vertex.name.find(insert.first) != std::string::npos;
    if (here)
      vertex.pending.insert(vertex.pending.end(), insert.second.begin(), insert.second.end());
    return here;
  });
}

void PlainProgress::end(Vertex& vertex) {
  show(vertex);
  for (auto& line : std::exchange(vertex.pending, {}))
    if (!vertex.cached) say(vertex, "0.001 " + line);
  vertex.over = true;
  if (vertex.error.ends_with("context canceled"))
    say(vertex, "CANCELED");
  else if (!vertex.error.empty())
    say(vertex, "ERROR: " + vertex.error);
  else if (vertex.cached)
    say(vertex, "CACHED");
  else
    say(vertex, fmt::format("DONE {:.1f}s", vertex.seconds));
}

void PlainProgress::on(const progress::VertexEvent& event) {
  auto& one = vertex(event.digest);
  if (!event.name.empty()) one.name = event.name;
  if (event.started) {
    now_ = std::max(now_, *event.started);
    if (one.first_start == 0) {
      one.first_start = *event.started;
      if (!event.cached) take_inserts(one);
    }
    if (*event.started != one.started) one.counted = one.seconds;
    one.started = *event.started;
  }
  if (!event.completed) return;
  now_ = std::max(now_, *event.completed);
  if (event.started) one.seconds = one.counted + std::max(0.0, *event.completed - *event.started);
  one.error = event.error;
  // BuildKit shows how the vertex ended last; told twice, it is shown once.
  const bool again = one.over && (event.cached || event.error.empty()) && current_ != &one;
  if (again && one.cached == event.cached) return;
  one.cached = event.cached;
  end(one);
}

void PlainProgress::on(const progress::StatusEvent& event) {
  auto& one = vertex(event.vertex);
  if (one.name.empty()) return;
  show(one);
  std::string text = event.id;
  if (event.total != 0)
    text += fmt::format(" {} / {}", size_of(event.current), size_of(event.total));
  else if (event.current != 0)
    text += " " + size_of(event.current);
  if (event.completed) {
    const auto seconds = event.started ? *event.completed - *event.started : 0;
    text += seconds > 0.01 ? fmt::format(" {:.1f}s done", seconds) : std::string(" done");
  }
  say(one, text);
}

void PlainProgress::on(const progress::LogEvent& event) {
  auto& one = vertex(event.vertex);
  if (one.name.empty()) return;
  show(one);
  const auto prefix = fmt::format("{:.3f} ", std::max(0.0, now_ - one.first_start));
  for (auto& line : std::exchange(one.pending, {}))
    say(one, prefix + line);
  one.partial += event.text;
  for (auto end = one.partial.find('\n'); end != std::string::npos; end = one.partial.find('\n')) {
    say(one, prefix + one.partial.substr(0, end));
    one.partial.erase(0, end + 1);
  }
}

void PlainProgress::add_line(std::string_view line) {
  const auto event = progress::decode_event(line);
  if (!event) {
    // buildx itself: a summary of errors. What it says after the progress is kept as it is.
    if (!line.empty()) print_(now_, std::string(line));
    return;
  }
  for (const auto& one : event->vertices)
    on(one);
  for (const auto& one : event->statuses)
    on(one);
  for (const auto& one : event->logs)
    on(one);
}

void PlainProgress::finish() {
  for (auto& [digest, one] : vertices_)
    if (!one.partial.empty()) say(one, one.partial);
}

}  // namespace bxbench::recorder
