// SPDX-License-Identifier: Apache-2.0
#include <harness/script/names.hpp>

#include <algorithm>

namespace bxbench::script {

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_identifier(std::string_view text) {
  if (text.empty() || (text.front() >= '0' && text.front() <= '9')) return false;
  return std::all_of(text.begin(), text.end(), is_word_character);
}

bool is_module_name(std::string_view text) {
  bool at_start = true;  // of a word
  for (const char c : text) {
    if (c == '.' || c == '-') {
      if (at_start) return false;
    } else if (!is_word_character(c)) {
      return false;
    }
    at_start = c == '.';
  }
  return !at_start;
}

}  // namespace bxbench::script
