// SPDX-License-Identifier: Apache-2.0
#include <harness/workspace/ignore_rules.hpp>

#include <boost/algorithm/string/trim.hpp>

#include <algorithm>
#include <filesystem>
#include <sstream>

namespace bxbench::workspace {
namespace {

/// "a//./b/" and "/a/b" are "a/b".
std::string cleaned(const std::string& pattern) {
  auto path = std::filesystem::path(pattern).lexically_normal().generic_string();
  while (path.ends_with('/'))
    path.pop_back();
  while (path.starts_with('/'))
    path.erase(0, 1);
  return path;
}

/// "[a-z]" as it is, where it is closed; else a plain bracket.
std::string take_class(std::string_view& rest) {
  const auto end = rest.find(']', 1);
  if (end == rest.npos) return "\\[";
  std::string text(rest.substr(0, end));
  rest.remove_prefix(end);
  return "[" + text + "]";
}

}  // namespace

std::string pattern_regex(std::string_view rest) {
  std::string regex;
  while (!rest.empty()) {
    const char next = rest.front();
    const bool spans = rest.starts_with("**");
    rest.remove_prefix(spans ? 2 : 1);
    if (spans && rest.starts_with('/')) {
      rest.remove_prefix(1);
      regex += "(?:.*/)?";
    } else if (spans) {
      regex += ".*";
    } else if (next == '*') {
      regex += "[^/]*";
    } else if (next == '?') {
      regex += "[^/]";
    } else if (next == '[') {
      regex += take_class(rest);
      if (!regex.ends_with("\\[")) rest.remove_prefix(1);
    } else if (next == '\\' && !rest.empty()) {
      regex += std::string("\\") + rest.front();
      rest.remove_prefix(1);
    } else if (std::string_view(R"(.+()|{}^$\])").find(next) != std::string_view::npos) {
      regex += std::string("\\") + next;
    } else {
      regex += next;
    }
  }
  return regex;
}

IgnoreRules::IgnoreRules(std::string_view text) {
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#')) continue;
    boost::trim(line);
    const bool takes_back = line.starts_with('!');
    if (takes_back) line = boost::trim_copy(line.substr(1));
    const auto pattern = cleaned(line);
    if (line.empty() || pattern == "." || pattern.empty()) continue;
    try {
      rules_.push_back({std::regex(pattern_regex(pattern)), takes_back});
    } catch (const std::regex_error&) {
      continue;
    }
  }
}

bool IgnoreRules::take_back() const {
  return std::any_of(rules_.begin(), rules_.end(),
                     [](const Rule& rule) { return rule.takes_back; });
}

bool IgnoreRules::ignores(const std::string& path) const {
  std::vector<bool> matched(rules_.size());
  bool ignored = false;
  for (std::size_t end = 0; end != path.npos;) {
    end = path.find('/', end + 1);
    const auto part = path.substr(0, end);
    ignored = false;
    for (std::size_t n = 0; n < rules_.size(); ++n) {
      const auto& [pattern, takes_back] = rules_[n];
      // A rule that could change nothing is not tried, for what is below neither.
      if (!matched[n] && takes_back == ignored) matched[n] = std::regex_match(part, pattern);
      if (matched[n]) ignored = !takes_back;
    }
  }
  return ignored;
}

}  // namespace bxbench::workspace
