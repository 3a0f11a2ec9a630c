// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/progress_lines.hpp>
#include <harness/cilog/scan.hpp>

#include <algorithm>
#include <array>

namespace bxbench::cilog {
namespace {

using State = BuildStep::State;

constexpr std::size_t error_lines_limit = 10;

/// What a vertex's name can begin with, so that "#1 SMP Debian" starts no build.
bool plausible_name(std::string_view text) {
  constexpr std::array beginnings{"[",
                                  "resolve image config for ",
                                  "importing cache ",
                                  "exporting ",
                                  "docker-image://",
                                  "http://",
                                  "https://",
                                  "git://",
                                  "resolving provenance",
                                  "preparing "};
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view start) { return text.starts_with(start); });
}

bool is_fetch(std::string_view text) {
  constexpr std::size_t digest = 71;  // "sha256:" and 64 digits
  take(text, "extracting ");
  return text.starts_with("sha256:") && text.size() >= digest &&
         (text.size() == digest || text[digest] == ' ');
}

/// "1.234 text": BuildKit puts the step's seconds before each line of its output.
std::optional<std::string_view> output_of(std::string_view text) {
  const auto end = text.find(' ');
  const auto number = text.substr(0, end);
  if (number.find('.') == number.npos || !read_decimal(number)) return std::nullopt;
  return end == text.npos ? std::string_view{} : text.substr(end + 1);
}

/// "building with "default" instance using docker driver"
bool take_builder(std::string_view text, BuildTable& table) {
  if (!take(text, "building with \"")) return false;
  const auto builder = take_until(text, "\" instance using ");
  table.announce_builder(builder, take_until(text, " driver"));
  return true;
}

bool take_context(const LoggedVertex& vertex, std::string_view text, BuildTable& table) {
  if (!take(text, "transferring context: ")) return false;
  const auto bytes = read_decimal_size(take_until(text, " "));
  if (bytes && vertex.name.find("load build context") != std::string::npos)
    table.context_size(*bytes);
  return true;
}

}  // namespace

bool PlainLines::header(std::string_view id, std::uint64_t number, std::string_view text) {
  const bool follows = table_.open() && number <= highest_ + 1;
  if (!follows && !plausible_name(text)) return false;
  if (!table_.open()) {
    table_.begin();
    highest_ = 0;
  }
  highest_ = std::max(highest_, number);
  table_.add(id, text);
  return true;
}

void PlainLines::event(LoggedVertex& vertex, std::string_view text) {
  if (text == "...") return;
  if (text == "CACHED") return table_.finish(vertex, State::cached);
  if (text == "CANCELED") return table_.finish(vertex, State::canceled);
  if (text == "DONE") return table_.finish(vertex, State::done);
  auto rest = text;
  if (take(rest, "DONE ")) {
    if (const auto seconds = read_seconds(rest)) return table_.finish(vertex, State::done, seconds);
  }
  if (take(rest = text, "ERROR: ")) {
    failed_ = vertex.id;
    error_lines_ = 0;
    return table_.finish(vertex, State::error, {}, rest);
  }
  if (take(rest = text, "WARN: "))
    return out_.emit(Notice{Notice::Level::warning, printable(rest, text_limit), vertex.id});
  if (is_fetch(text)) {
    vertex.fetched = true;
  } else if (const auto output = output_of(text)) {
    vertex.output.line(*output, out_);
  } else {
    take_context(vertex, text, table_);
  }
}

/// What a service answered follows the error in lines of its own, up to an empty one or to the
/// "------" of buildx's summary.
bool PlainLines::more_of_error(std::string_view text) {
  if (failed_.empty()) return false;
  auto* vertex = table_.open() ? table_.find(failed_) : nullptr;
  const bool over = text.empty() || text == "------" || text.front() == '#';
  if (over || vertex == nullptr || ++error_lines_ > error_lines_limit) {
    failed_.clear();
    return false;
  }
  if (text.find_first_not_of('-') != text.npos && vertex->error.size() < text_limit)
    vertex->error += "; " + printable(text, source_limit);
  return true;
}

bool PlainLines::line(std::string_view text) {
  if (more_of_error(text)) return true;
  if (text.size() < 4 || text[0] != '#') return false;
  const auto space = text.find(' ');
  const auto id = text.substr(0, space);
  const auto number = read_number(id.substr(1));
  if (!number || space == text.npos) return false;
  text.remove_prefix(space + 1);
  if (*number == 0) {
    if (!text.starts_with("building with \"")) return false;
    table_.end(false);
    return take_builder(text, table_);
  }
  auto* vertex = table_.open() ? table_.find(id) : nullptr;
  if (vertex == nullptr && *number == 1 && text == "[internal] booting buildkit") booting_ = true;
  if (booting_ && *number == 1) {
    booting_ = !text.starts_with("DONE");
    return true;
  }
  if (vertex == nullptr) return header(id, *number, text);
  const bool over = vertex->state != State::started;
  const bool again = vertex->name == printable(text, text_limit);
  // Numbers begin anew with each build. The first vertex may be shown twice, but not so late.
  const bool starts_anew =
      *number == 1 && over && plausible_name(text) && (!again || highest_ >= 3);
  if (starts_anew) {
    table_.end(false);
    return header(id, *number, text);
  }
  if (!again) event(*vertex, text);
  return true;
}

}  // namespace bxbench::cilog
