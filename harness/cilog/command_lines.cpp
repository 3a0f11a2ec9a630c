// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/command_lines.hpp>
#include <harness/cilog/scan.hpp>

#include <array>

namespace bxbench::cilog {
namespace {

constexpr std::size_t command_limit = 16 * 1024;

/// What a runner or shell puts before a command that it is about to run.
std::string_view without_prompt(std::string_view text) {
  text = trimmed(text);
  take(text, "[command]");
  while (take(text, "+")) {
  }
  take(text, "$ ");
  return trimmed(text);
}

bool is_build(std::string_view command) {
  const auto program = take_word(command);
  if (program != "docker" && !program.ends_with("/docker") && program != "buildx" &&
      !program.ends_with("/buildx"))
    return false;
  auto verb = take_word(command);
  if (verb == "buildx") verb = take_word(command);
  while (verb.starts_with("--"))
    verb = take_word(command);  // docker buildx --builder=… build
  return verb == "build" || verb == "bake" || verb == "b";
}

bool build_failed(std::string_view text) {
  constexpr std::array beginnings{"failed to solve", "failed to build", "buildx failed with"};
  for (const std::string_view start : beginnings)
    if (text.starts_with(start)) return true;
  return false;
}

}  // namespace

bool CommandLines::command(std::string_view text, bool script) {
  const bool goes_on_from = !command_.empty();
  auto part = goes_on_from ? trimmed(text) : without_prompt(text);
  if (!goes_on_from && !is_build(part)) return false;
  const bool goes_on = part.ends_with('\\');
  if (goes_on) part.remove_suffix(1);
  if (command_.size() + part.size() > command_limit) {
    command_.clear();
    return false;
  }
  command_ += part;
  if (goes_on) return true;
  table_.announce_command(std::exchange(command_, {}), script);
  return true;
}

bool CommandLines::builder(std::string_view text) {
  auto rest = text;
  const auto name = take_until(rest, ":");
  const auto value = trimmed(rest);
  if (value.empty() || value.find(' ') != value.npos) return false;
  if (name == "Name" && !builder_) {
    builder_.emplace().name = printable(value, text_limit);
  } else if (!builder_) {
    return false;
  } else if (name == "Driver") {
    builder_->driver = printable(value, text_limit);
  } else if (name == "BuildKit version" || name == "Buildkit") {
    builder_->version = printable(value, text_limit);
  } else {
    return false;
  }
  if (builder_lines_.size() < 4) builder_lines_.push_back(out_.here());
  return true;
}

/// What buildx says of caches without any vertex.
void CommandLines::cache_notice(std::string_view text) {
  CacheTransfer transfer;
  transfer.outcome = CacheTransfer::Outcome::failed;
  transfer.error = printable(text, text_limit);
  if (take(text, "local cache import at ")) {
    transfer.backend = "local";
    transfer.name = printable(take_until(text, " not found"), text_limit);
    return out_.emit(std::move(transfer));
  }
  if (text.find("ache export is not supported for the docker driver") == text.npos) return;
  transfer.direction = CacheTransfer::Direction::export_;
  out_.emit(std::move(transfer));
}

bool CommandLines::notice(std::string_view text) {
  const auto message = without_level(text);
  if (message.size() == text.size()) return false;
  const bool error =
      text.starts_with("##[error]") || text.starts_with("E") || text.starts_with("[error]");
  const auto level = error ? Notice::Level::error : Notice::Level::warning;
  cache_notice(message);
  out_.emit(Notice{level, printable(message, text_limit), {}});
  if (error && build_failed(message)) {
    if (!table_.open() && table_.announced()) table_.begin();
    table_.end(true);
  }
  return true;
}

/// " 2 warnings found (use docker --debug to expand):" and " - Rule: text (line 3)" below it.
bool CommandLines::linter(std::string_view text) {
  if (take(text, " - ") && in_linter_list_) {
    out_.emit(Notice{Notice::Level::warning, printable(text, text_limit), {}});
    return true;
  }
  auto rest = trimmed(text);
  in_linter_list_ = read_number(take_word(rest)).has_value() &&
                    (rest.starts_with("warnings found") || rest.starts_with("warning found"));
  return in_linter_list_;
}

bool CommandLines::line(std::string_view text) {
  if (text.empty()) return false;
  return command(text, false) || notice(text) || builder(text) || linter(text);
}

void CommandLines::end_step() {
  command_.clear();
  in_linter_list_ = false;
  if (builder_ && !builder_->driver.empty())
    out_.emit(*builder_, std::exchange(builder_lines_, {}));
  builder_.reset();
  builder_lines_.clear();
}

}  // namespace bxbench::cilog
