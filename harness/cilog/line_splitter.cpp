// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/line.hpp>

#include <algorithm>

namespace bxbench::cilog {
namespace {

constexpr std::size_t looked_at_limit = 64 * 1024;
constexpr std::string_view little_mark = "\xFF\xFE", big_mark = "\xFE\xFF";

/// What a text log does not contain, but for a few: escape sequences and page breaks are fine.
bool is_control(unsigned char byte) {
  return byte < 0x07 || (byte > 0x0D && byte < 0x20 && byte != 0x1B);
}

void append_utf8(std::string& out, unsigned unit) {
  if (unit < 0x80) {
    out += static_cast<char>(unit);
  } else if (unit < 0x800) {
    out += static_cast<char>(0xC0 | (unit >> 6));
    out += static_cast<char>(0x80 | (unit & 0x3F));
  } else {
    out += static_cast<char>(0xE0 | (unit >> 12));
    out += static_cast<char>(0x80 | ((unit >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (unit & 0x3F));
  }
}

}  // namespace

void LineSplitter::append(std::string_view part) {
  const auto room = line_limit - line_.size();
  if (part.size() > room) cut_ = true;
  line_ += part.substr(0, room);
}

void LineSplitter::end_line() {
  cut_lines_ += cut_ ? 1 : 0;
  take_(line_);
  line_.clear();
  cut_ = false;
}

void LineSplitter::look_at(std::string_view bytes) {
  if (looked_at_ >= looked_at_limit) return;
  bytes = bytes.substr(0, looked_at_limit - looked_at_);
  looked_at_ += bytes.size();
  control_ += static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), [](char byte) {
    return is_control(static_cast<unsigned char>(byte));
  }));
}

bool LineSplitter::binary() const {
  return control_ > 8 && control_ * 50 > looked_at_;
}

void LineSplitter::add_utf8(std::string_view bytes) {
  look_at(bytes);
  while (!bytes.empty()) {
    const auto end = bytes.find('\n');
    append(bytes.substr(0, end));
    if (end == std::string_view::npos) return;
    end_line();
    bytes.remove_prefix(end + 1);
  }
}

void LineSplitter::add_utf16(std::string_view bytes) {
  wide_ += bytes;
  std::string text;
  const std::size_t high = encoding_ == Encoding::utf16_big ? 0 : 1;
  std::size_t at = 0;
  for (; at + 1 < wide_.size(); at += 2) {
    const unsigned unit = static_cast<unsigned char>(wide_[at + high]) * 256U +
                          static_cast<unsigned char>(wide_[at + 1 - high]);
    const bool surrogate = unit >= 0xD800 && unit < 0xE000;  // rare in a log, and nothing is lost
    append_utf8(text, surrogate ? 0xFFFD : unit);
  }
  wide_.erase(0, at);
  add_utf8(text);
}

void LineSplitter::add(std::string_view bytes) {
  if (encoding_ == Encoding::unknown) {
    const auto taken = bytes.substr(0, 2 - head_.size());
    head_ += taken;
    bytes.remove_prefix(taken.size());
    if (head_.size() < 2) return;
    encoding_ = head_ == little_mark ? Encoding::utf16_little
                : head_ == big_mark  ? Encoding::utf16_big
                                     : Encoding::utf8;
    if (encoding_ == Encoding::utf8) add_utf8(head_);
  }
  if (encoding_ == Encoding::utf8)
    add_utf8(bytes);
  else
    add_utf16(bytes);
}

void LineSplitter::finish() {
  if (encoding_ == Encoding::unknown) add_utf8(head_);
  if (!line_.empty() || cut_) end_line();
}

}  // namespace bxbench::cilog
