// SPDX-License-Identifier: Apache-2.0
#include <harness/dockerfile/variables.hpp>

#include <algorithm>
#include <cctype>

namespace bxbench::dockerfile {
namespace {

bool in_name(char letter) {
  return letter == '_' || std::isalnum(static_cast<unsigned char>(letter)) != 0;
}

std::string_view take_name(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), in_name);
  const auto name = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(name.size());
  return name;
}

/// Up to the brace that closes the one before; the whole rest when none does.
std::string_view take_braced(std::string_view& text) {
  int depth = 1;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (text[at] == '{') ++depth;
    if (text[at] == '}' && --depth == 0) break;
  }
  const auto inside = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return inside;
}

std::string value_of(const Variables& variables, std::string_view name) {
  const auto found = variables.find(std::string(name));
  return found == variables.end() ? std::string{} : found->second;
}

std::optional<std::string> expand_braced(std::string_view inside, const Variables& variables) {
  const auto name = take_name(inside);
  auto value = value_of(variables, name);
  if (inside.empty()) return value;
  const bool empty_counts = inside.front() != ':';
  if (!empty_counts) inside.remove_prefix(1);
  if (inside.empty() || (inside.front() != '-' && inside.front() != '+')) return std::nullopt;
  const bool set = empty_counts ? variables.contains(std::string(name)) : !value.empty();
  if (set == (inside.front() == '-')) return set ? value : std::string{};
  return expand(inside.substr(1), variables);
}

}  // namespace

std::optional<std::string> expand(std::string_view text, const Variables& variables) {
  std::string result;
  bool literal = false;
  while (!text.empty()) {
    const char next = text.front();
    text.remove_prefix(1);
    if (next == '\'') literal = !literal;
    if (next == '\\' && !literal && text.starts_with('$')) {
      result += '$';
      text.remove_prefix(1);
    } else if (next != '$' || literal || text.empty()) {
      result += next;
    } else if (text.front() == '{') {
      text.remove_prefix(1);
      const auto value = expand_braced(take_braced(text), variables);
      if (!value) return std::nullopt;
      result += *value;
    } else if (const auto name = take_name(text); !name.empty()) {
      result += value_of(variables, name);
    } else {
      result += '$';
    }
  }
  return result;
}

std::set<std::string> names_in(std::string_view text) {
  std::set<std::string> names;
  for (auto at = text.find('$'); at != text.npos; at = text.find('$')) {
    text.remove_prefix(at + 1);
    if (text.starts_with('{')) text.remove_prefix(1);
    if (const auto name = take_name(text); !name.empty()) names.emplace(name);
  }
  return names;
}

}  // namespace bxbench::dockerfile
