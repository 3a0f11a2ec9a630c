// SPDX-License-Identifier: Apache-2.0
#include <harness/archive/tar_counter.hpp>

#include <algorithm>

namespace bxbench::archive {
namespace {

constexpr std::size_t record = 512, name_length = 100;
constexpr std::size_t size_field = 124, size_length = 12, type_field = 156, magic_field = 257;

Bytes number(std::string_view field) {
  Bytes value = 0;
  if ((static_cast<unsigned char>(field[0]) & 0x80U) != 0) {  // base-256
    for (const char c : field.substr(1))
      value = value << 8U | static_cast<unsigned char>(c);
    return value;
  }
  for (const char c : field)
    if (c >= '0' && c <= '7') value = value * 8 + static_cast<Bytes>(c - '0');
  return value;
}

/// The name as far as the header holds it, without the `./` in front and the `/` behind.
std::string_view name_in(std::string_view header) {
  auto name = header.substr(0, std::min(header.find('\0'), name_length));
  if (name.substr(0, 2) == "./") name.remove_prefix(2);
  if (!name.empty() && name.back() == '/') name.remove_suffix(1);
  return name == "." ? std::string_view{} : name;
}

}  // namespace

void TarCounter::add(std::string_view bytes) {
  while (!bytes.empty() && !damaged_) {
    if (skip_ > 0) {
      const auto count = std::min<Bytes>(skip_, bytes.size());
      bytes.remove_prefix(count);
      skip_ -= count;
      continue;
    }
    const auto count = std::min(record - header_.size(), bytes.size());
    header_.append(bytes.substr(0, count));
    bytes.remove_prefix(count);
    if (header_.size() == record) read_header();
  }
}

void TarCounter::read_header() {
  const bool zero = header_.find_first_not_of('\0') == std::string::npos;
  if (zero) {
    ++zero_records_;
  } else if (header_.compare(magic_field, 5, "ustar") != 0) {
    damaged_ = zero_records_ < 2;
  } else {
    zero_records_ = 0;
    const char type = header_[type_field];
    const auto size = number(std::string_view(header_).substr(size_field, size_length));
    count_entry(type, size);
    const bool no_content = type == '1' || type == '2' || type == '5';
    skip_ = no_content ? 0 : (size + record - 1) / record * record;
  }
  header_.clear();
}

void TarCounter::count_entry(char type, Bytes size) {
  const auto name = name_in(header_);
  if (type == '0' || type == '\0') {
    ++files_;
    content_bytes_ += size;
    marks_ += is_mark_ && is_mark_(name) ? 1 : 0;
  } else if (type == '5') {
    directories_ += name.empty() ? 0 : 1;
  } else if (type >= '1' && type <= '6') {
    ++others_;
  }
}

}  // namespace bxbench::archive
