// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/cache_lines.hpp>
#include <harness/cilog/scan.hpp>

#include <algorithm>
#include <utility>

namespace bxbench::cilog {
namespace {

constexpr std::size_t keys_limit = 100, lines_limit = 8;

bool says_denied(std::string_view text) {
  for (const std::string_view word : {"denied", "read-only", "does not permit", "forbidden"})
    if (text.find(word) != text.npos) return true;
  return false;
}

/// "Cache Size: ~17 MB (17825792 B)"
std::optional<Bytes> size_in_brackets(std::string_view text) {
  const auto open = text.rfind('(');
  if (open == text.npos || !text.ends_with(" B)")) return std::nullopt;
  return read_number(text.substr(open + 1, text.size() - open - 4));
}

/// "198 of 198 (100.0%), 0.0 MBs/sec": the whole size.
std::optional<Bytes> size_of_transfer(std::string_view text) {
  const auto moved = read_number(take_until(text, " of "));
  const auto whole = read_number(take_until(text, " "));
  return moved ? whole : std::nullopt;
}

/// The key in "Unable to reserve cache with key K, another job may be creating this cache. …"
std::string_view key_of_refusal(std::string_view text) {
  constexpr std::string_view before = " with key ";
  const auto key = text.find(before);
  if (key == text.npos) return {};
  text.remove_prefix(key + before.size());
  return take_until(text, ", another job");
}

}  // namespace

void CacheLines::begin_step(const std::map<std::string, std::string>& inputs) {
  end_step();
  const auto key = inputs.find("key"), path = inputs.find("path");
  if (key == inputs.end() || path == inputs.end()) return;
  key_ = key->second;
  path_ = path->second;
  if (paths_.size() < keys_limit) paths_[key_] = path_;
}

void CacheLines::note() {
  if (lines_.size() < lines_limit)
    lines_.push_back(out_.here());
  else
    lines_.back() = out_.here();
}

std::vector<Source> CacheLines::take_lines() {
  if (lines_.empty()) lines_.push_back(out_.here());
  return std::exchange(lines_, {});
}

void CacheLines::tell_restore() {
  if (!restore_) return;
  restore_->path = path_;
  if (restore_->key.empty()) restore_->key = key_;
  if (!restore_->bytes) restore_->bytes = size_;
  out_.emit(*std::exchange(restore_, std::nullopt), take_lines());
  size_.reset();
}

void CacheLines::tell_save(Save::Outcome outcome, std::string_view key, std::string_view error) {
  Save save;
  save.outcome = outcome;
  save.key = key.empty() ? key_ : printable(key, text_limit);
  if (const auto path = paths_.find(save.key); path != paths_.end()) save.path = path->second;
  save.bytes = size_;
  save.error = printable(error, text_limit);
  note();
  std::rotate(lines_.begin(), lines_.end() - 1, lines_.end());  // the telling one first
  out_.emit(std::move(save), take_lines());
  size_.reset();
  saved_ = true;
}

void CacheLines::hit(std::string_view key, Restore::Outcome outcome) {
  if (!restore_) restore_.emplace();
  restore_->outcome = outcome;
  restore_->matched_key = printable(key, text_limit);
  note();
}

bool CacheLines::restore_line(std::string_view text) {
  if (take(text, "Cache hit for restore-key: ")) return hit(text, Restore::Outcome::prefix), true;
  if (take(text, "Cache hit for: ")) return hit(text, Restore::Outcome::exact), true;
  if (take(text, "Cache restored from key: ") ||
      take(text, "Cache found and can be restored from key: ")) {
    // Older ones tell the matched key alone.
    const bool exact = key_.empty() || key_ == text;
    const auto told = restore_ && !restore_->matched_key.empty();
    hit(text, told    ? restore_->outcome
              : exact ? Restore::Outcome::exact
                      : Restore::Outcome::prefix);
    tell_restore();
    return true;
  }
  if (!take(text, "Cache not found for input keys: ") && !take(text, "Cache not found for keys: "))
    return false;
  if (!restore_) restore_.emplace();
  if (restore_->outcome != Restore::Outcome::failed) restore_->outcome = Restore::Outcome::miss;
  restore_->key = printable(take_until(text, ", "), text_limit);
  while (!text.empty() && restore_->restore_keys.size() < keys_limit)
    restore_->restore_keys.push_back(printable(take_until(text, ", "), text_limit));
  note();
  tell_restore();
  return true;
}

bool CacheLines::save_line(std::string_view text) {
  if (take(text, "Cache saved with key: ") || take(text, "Cache saved with the key: "))
    return tell_save(Save::Outcome::saved, text), true;
  if (take(text, "Cache hit occurred on the primary key ")) {
    tell_save(Save::Outcome::hit_not_saving, take_until(text, ", not saving cache"));
    return true;
  }
  if (text.starts_with("Cache save skipped: "))
    return tell_save(Save::Outcome::denied, {}, text), true;
  return false;
}

bool CacheLines::failure(std::string_view text) {
  const auto message = without_level(text);
  auto rest = message;
  if (take(rest, "Failed to restore: ")) {
    if (!restore_) restore_.emplace();
    restore_->outcome = Restore::Outcome::failed;
    restore_->error = printable(rest, text_limit);
    note();
    return true;
  }
  if (take(rest, "Cache reservation failed: ")) {
    reservation_error_ = printable(rest, text_limit);
    note();
    return true;
  }
  if (take(rest, "Failed to save: ") || rest.starts_with("Unable to reserve cache with key ")) {
    const auto why = reservation_error_.empty() ? printable(rest, text_limit) : reservation_error_;
    const auto key = key_of_refusal(rest);
    const bool denied = says_denied(rest) || says_denied(reservation_error_);
    tell_save(denied         ? Save::Outcome::denied
              : !key.empty() ? Save::Outcome::reserved_elsewhere
                             : Save::Outcome::failed,
              key, why);
    return true;
  }
  if (rest.starts_with("Path Validation Error: "))
    return tell_save(Save::Outcome::no_path, {}, rest), true;
  if (rest != "Cache save failed.") return false;
  if (!saved_) tell_save(Save::Outcome::failed, {}, rest);
  return true;
}

bool CacheLines::progress(std::string_view text) {
  auto rest = text;
  std::optional<Bytes> size;
  if (take(rest, "Cache Size: ~"))
    size = size_in_brackets(rest);
  else if (take(rest, "Received ") || take(rest, "Sent "))
    size = size_of_transfer(rest);
  if (!size) return false;
  // Progress is told again and again; the last line is enough.
  if (size_ && !lines_.empty() && !text.starts_with("Cache Size"))
    lines_.back() = out_.here();
  else
    note();
  size_ = size;
  return true;
}

bool CacheLines::line(std::string_view text) {
  if (text.empty()) return false;
  const char first = text.front();
  if (first == 'C' && (restore_line(text) || save_line(text))) return true;
  if ((first == 'C' || first == 'R' || first == 'S') && progress(text)) return true;
  return failure(text);
}

void CacheLines::end_step() {
  if (restore_ && (restore_->outcome == Restore::Outcome::failed || !restore_->matched_key.empty()))
    tell_restore();
  restore_.reset();
  key_.clear();
  path_.clear();
  size_.reset();
  reservation_error_.clear();
  saved_ = false;
  lines_.clear();
}

}  // namespace bxbench::cilog
