// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/output.hpp>
#include <harness/cilog/scan.hpp>
#include <harness/progress/downloads.hpp>

#include <algorithm>
#include <cctype>

namespace bxbench::cilog {
namespace {

using Moment = DirectorySize::Moment;

constexpr std::size_t heading_limit = 60, path_limit = 300;
constexpr std::uint64_t lines_of_du = 20;  ///< that may follow its call
constexpr std::size_t shown_downloads = 3;

/// Whether `word`, in any case, stands alone in `text`.
bool has_word(std::string_view text, std::string_view word) {
  const auto equal = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == b;
  };
  const auto letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
  const auto found = std::search(text.begin(), text.end(), word.begin(), word.end(), equal);
  if (found == text.end()) return false;
  const auto end = found + static_cast<std::ptrdiff_t>(word.size());
  return (found == text.begin() || !letter(*(found - 1))) && (end == text.end() || !letter(*end));
}

/// "+ du -sb …", "$ du -sh …": a shell tells what it runs.
bool calls_du(std::string_view text) {
  while (take(text, "+")) {
  }
  take(text, "$");
  return trimmed(text).starts_with("du ");
}

bool in_bytes(std::string_view command) {
  return command.find(" -sb") != command.npos || command.find(" -b") != command.npos ||
         command.find("--bytes") != command.npos;
}

}  // namespace

void Output::heading(std::string_view text) {
  if (text.size() > heading_limit) return;
  const bool before = has_word(text, "before"), after = has_word(text, "after");
  if (before != after) moment_ = before ? Moment::before : Moment::after;
}

bool Output::size(std::string_view text, Emitter& out) {
  auto rest = text;
  const auto number = take_word(rest);
  if (number.empty() || std::isdigit(static_cast<unsigned char>(number.front())) == 0) return false;
  const auto path = trimmed(rest);
  if (path.empty() || path.size() > path_limit) return false;
  const bool called = du_line_ > 0 && lines_ - du_line_ <= lines_of_du;
  const bool unit = std::isalpha(static_cast<unsigned char>(number.back())) != 0;
  // A number before a path may be anything; with a unit and no further words it is du's.
  const bool lone_path = path.find(' ') == path.npos &&
                         (path.front() == '/' || path.front() == '.' || path.front() == '~');
  if (!called && !(unit && lone_path)) return false;
  const auto bytes = read_du_size(number, du_unit_);
  if (!bytes) return false;
  out.emit(DirectorySize{printable(path, text_limit), *bytes, moment_, !vertex_.empty(), vertex_});
  return true;
}

bool Output::measured(std::string_view text, Emitter& out) {
  auto rest = text;
  const auto what = take_until(rest, " seconds=");
  if (what.size() < text.size() && what.size() < heading_limit) {
    const auto seconds = read_decimal(trimmed(rest));
    if (seconds) out.emit(Measured{printable(what, text_limit), *seconds, vertex_});
    return seconds.has_value();
  }
  rest = text;
  if (!take(rest, "real") || rest.empty() || (rest[0] != '\t' && rest[0] != ' ')) return false;
  const auto seconds = read_seconds(trimmed(rest));  // bash's and busybox's `time`
  if (seconds) out.emit(Measured{"real", *seconds, vertex_});
  return seconds.has_value();
}

void Output::line(std::string_view text, Emitter& out) {
  ++lines_;
  if (calls_du(text)) {
    du_line_ = lines_;
    du_unit_ = in_bytes(text) ? 1 : 1024;
    return;
  }
  text = trimmed(text);
  if (text.starts_with("+ ")) return;  // what the shell is about to run
  if (text.empty() || size(text, out) || measured(text, out)) return;
  if (progress::is_download(text)) {
    ++downloads_;
    if (download_lines_.size() < shown_downloads) download_lines_.push_back(out.here());
    return;
  }
  heading(text);
}

void Output::finish(const std::string& step, Emitter& out) {
  if (downloads_ > 0)
    out.emit(Downloads{downloads_, vertex_, step}, std::exchange(download_lines_, {}));
  downloads_ = 0;
  lines_ = du_line_ = 0;
  moment_ = Moment::unknown;
}

}  // namespace bxbench::cilog
