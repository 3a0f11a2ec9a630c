// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/operations/name.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace bxbench::service::actions_cache {
namespace {

constexpr std::ptrdiff_t longest_name = 512;  // in characters, as GitHub's

bool is_utf8(std::string_view text) {
  try {
    (void)nlohmann::json(text).dump();
    return true;
  } catch (const nlohmann::json::type_error&) {
    return false;
  }
}

/// U+0000 to U+001F, U+007F, and U+0080 to U+009F, whose first byte in UTF-8 is C2.
bool has_control_character(std::string_view text) {
  unsigned char before = 0;
  for (const unsigned char c : text) {
    if (c < 0x20 || c == 0x7f || (before == 0xc2 && c < 0xa0)) return true;
    before = c;
  }
  return false;
}

}  // namespace

bool is_valid_name(std::string_view text) {
  const auto starts_character = [](unsigned char c) { return (c & 0xc0) != 0x80; };
  return !text.empty() && is_utf8(text) && !has_control_character(text) &&
         std::count_if(text.begin(), text.end(), starts_character) <= longest_name;
}

Outcome<std::string> checked_name(std::string_view text, std::string_view what) {
  if (is_valid_name(text)) return std::string(text);
  return Failure{FailureKind::invalid_argument,
                 fmt::format("{} must be 1 to {} characters of UTF-8, none of them a control "
                             "character",
                             what, longest_name)};
}

}  // namespace bxbench::service::actions_cache
