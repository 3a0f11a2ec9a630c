// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/progress_lines.hpp>
#include <harness/cilog/scan.hpp>

namespace bxbench::cilog {
namespace {

using State = BuildStep::State;

/// Takes the seconds at the end of a line, which stand behind blanks.
std::optional<double> take_last_seconds(std::string_view& text) {
  text = trimmed(text);
  const auto blank = text.rfind(' ');
  if (blank == text.npos) return std::nullopt;
  const auto seconds = read_seconds(text.substr(blank + 1));
  if (seconds) text = trimmed(text.substr(0, blank));
  return seconds;
}

}  // namespace

void TtyLines::finish() {
  if (mine()) table_.end(false, seconds_);
  build_ = 0;
  finished_ = false;
  last_ = nullptr;
}

bool TtyLines::header(std::string_view text) {
  if (!take(text, "[+] Building ")) return false;
  const auto seconds = read_seconds(take_until(text, " "));
  if (!seconds) return false;
  // Drawn again: the clock goes on. A new build: the one before was finished, or its clock is back.
  const bool same = mine() && !finished_ && seconds_ && *seconds >= *seconds_;
  if (!same) {
    finish();
    table_.begin();
    build_ = table_.current();
  }
  seconds_ = seconds;
  finished_ = text.find("FINISHED") != text.npos;
  return true;
}

void TtyLines::status(std::string_view text) {
  take_last_seconds(text);
  auto rest = text;
  if (last_ == nullptr) return;
  if (take(rest, "transferring context: ")) {
    const auto bytes = read_decimal_size(take_until(rest, " "));
    if (bytes && last_->name.find("load build context") != std::string::npos)
      table_.context_size(*bytes);
  }
  take(rest = text, "extracting ");
  if (rest.starts_with("sha256:")) last_->fetched = true;
}

void TtyLines::vertex(std::string_view text) {
  const auto seconds = take_last_seconds(text);
  const bool cached = take(text, "CACHED "), error = take(text, "ERROR "),
             canceled = take(text, "CANCELED ");
  last_ = table_.find_or_add(text, text);
  if (last_ == nullptr || !seconds) return;
  const auto state = cached     ? State::cached
                     : error    ? State::error
                     : canceled ? State::canceled
                                : State::done;
  table_.finish(*last_, state, seconds);
}

bool TtyLines::line(std::string_view text) {
  if (header(text)) return true;
  if (!mine() || !take(text, " => ")) return false;
  if (take(text, "=> "))
    status(text);
  else
    vertex(text);
  return true;
}

}  // namespace bxbench::cilog
