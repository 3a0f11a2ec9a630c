// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/progress_lines.hpp>
#include <harness/cilog/scan.hpp>
#include <harness/progress/event.hpp>

#include <algorithm>

namespace bxbench::cilog {
namespace {

using State = BuildStep::State;

constexpr std::size_t partials_limit = 20'000;

/// Whether this is the first line of another build: its first vertex loads the build definition,
/// and the vertices so far are over. Digests repeat from build to build, so they do not tell.
bool first_of_build(const progress::VertexEvent& vertex) {
  return !vertex.started && !vertex.completed && !vertex.cached &&
         vertex.name.starts_with("[internal] load build definition");
}

State ending_of(const progress::VertexEvent& vertex) {
  if (vertex.error.ends_with("context canceled")) return State::canceled;
  if (!vertex.error.empty()) return State::error;
  return vertex.cached ? State::cached : State::done;
}

}  // namespace

RawLines::Partial& RawLines::partial(const std::string& vertex) {
  if (partials_.size() >= partials_limit) partials_.clear();
  return partials_[vertex];
}

void RawLines::output(LoggedVertex& vertex, std::string_view text) {
  auto& kept = partial(vertex.id).text;
  for (;;) {
    const auto end = text.find('\n');
    const auto room = text_limit - std::min(kept.size(), text_limit);
    kept += text.substr(0, std::min(end, room));
    if (end == text.npos) return;
    if (kept.ends_with('\r')) kept.pop_back();
    vertex.output.line(kept, out_);
    kept.clear();
    text.remove_prefix(end + 1);
  }
}

void RawLines::tell(const progress::VertexEvent& event) {
  if (const auto& time = event.completed ? event.completed : event.started) out_.clock(*time);
  auto* vertex = table_.find_or_add(event.digest, event.name);
  if (vertex == nullptr) return;
  if (vertex->name.empty() && !event.name.empty()) table_.rename(*vertex, event.name);
  if (!event.completed && !event.cached) return;
  // Events are repeated; two with the same start tell of the same stretch of time.
  auto& one = partial(vertex->id);
  if (event.started && event.completed) {
    if (one.started && *one.started != *event.started) one.counted = one.seconds;
    one.started = event.started;
    one.seconds = one.counted + std::max(0.0, *event.completed - *event.started);
  }
  std::optional<double> seconds;
  if (one.started) seconds = one.seconds;
  table_.finish(*vertex, ending_of(event), seconds, event.error);
}

bool RawLines::line(std::string_view text) {
  if (!text.starts_with('{')) return false;
  const auto event = progress::decode_event(text);
  if (!event) return false;
  const bool anew =
      std::any_of(event->vertices.begin(), event->vertices.end(), [&](const auto& one) {
        const auto* known = table_.open() ? table_.find(one.digest) : nullptr;
        return first_of_build(one) && (known == nullptr || known->state != State::started);
      });
  if (!table_.open() || anew) {
    for (const auto& vertex : event->vertices)
      if (vertex.started) out_.clock(*vertex.started);
    table_.begin();
    partials_.clear();
  }
  for (const auto& vertex : event->vertices)
    tell(vertex);
  for (const auto& status : event->statuses) {
    auto* vertex = table_.find_or_add(status.vertex, "");
    if (vertex == nullptr) continue;
    std::string_view id = status.id;
    take(id, "extracting ");
    if (id.starts_with("sha256:")) vertex->fetched = true;
    if (id.starts_with("transferring context") && status.current > 0 &&
        vertex->name.find("load build context") != std::string::npos)
      table_.context_size(static_cast<Bytes>(status.current));
  }
  for (const auto& log : event->logs)
    if (auto* vertex = table_.find_or_add(log.vertex, "")) output(*vertex, log.text);
  for (const auto& warning : event->warnings)
    out_.emit(Notice{Notice::Level::warning, printable(warning, text_limit), {}});
  return true;
}

}  // namespace bxbench::cilog
