// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/version.hpp>

#include <charconv>
#include <string_view>

namespace bxbench::diagnosis {

std::optional<std::pair<int, int>> version_of(const std::string& text) {
  std::string_view rest = text;
  if (const auto begin = rest.find_last_of(":v"); begin != rest.npos) rest.remove_prefix(begin + 1);
  std::pair<int, int> read{-1, -1};
  const auto* end = rest.data() + rest.size();
  const auto major = std::from_chars(rest.data(), end, read.first);
  if (major.ec != std::errc{} || major.ptr == end || *major.ptr != '.') return std::nullopt;
  const auto minor = std::from_chars(major.ptr + 1, end, read.second);
  if (minor.ec != std::errc{} || read.first < 0 || read.second < 0) return std::nullopt;
  return read;
}

}  // namespace bxbench::diagnosis
