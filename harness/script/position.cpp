// SPDX-License-Identifier: Apache-2.0
#include <harness/script/names.hpp>
#include <harness/script/position.hpp>
#include <harness/script/state.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <string_view>

namespace bxbench::script {
namespace {

// Whether a line of Lua holds `word = …` or `["word"] = …`.
bool sets_field(std::string_view line, std::string_view word) {
  for (auto at = line.find(word); at != line.npos; at = line.find(word, at + 1)) {
    if (at > 0 && (is_word_character(line[at - 1]) || line[at - 1] == '.')) continue;
    const auto next = line.find_first_not_of("\"'] \t", at + word.size());
    if (next == line.npos || line[next] != '=') continue;
    if (is_word_character(line[at + word.size()])) continue;
    if (line.substr(next, 2) != "==") return true;
  }
  return false;
}

int line_of_name(const std::string& text, const std::string& name, int from) {
  if (!is_identifier(name)) return 0;
  std::istringstream lines(text);
  int number = 0;
  for (std::string line; std::getline(lines, line);)
    if (++number >= from && sets_field(line, name)) return number;
  return 0;
}

}  // namespace

Place place(lua_State* thread) {
  lua_Debug frame{};
  for (int level = 0; lua_getstack(thread, level, &frame) != 0; ++level) {
    lua_getinfo(thread, "Sl", &frame);
    if (*frame.source == '@') return {frame.source + 1, frame.currentline};
  }
  return {State::of(thread).running_file, 0};
}

std::string shown(const Place& place) {
  return place.line == 0 ? place.file : fmt::format("{}:{}", place.file, place.line);
}

std::string position(lua_State* thread) {
  const auto here = place(thread);
  return here.file.empty() ? std::string{} : shown(here) + ": ";
}

int line_of_field(const std::string& text, const std::string& path, int from) {
  std::istringstream names(path);
  int found = 0;
  for (std::string name; std::getline(names, name, '.');) {
    name = name.substr(0, name.find('['));
    if (const int line = line_of_name(text, name, std::max(from, found)); line != 0) found = line;
  }
  return found;
}

int line_of_return(const std::string& text) {
  std::istringstream lines(text);
  int number = 0, found = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.starts_with("return")) found = number;
  }
  return found;
}

}  // namespace bxbench::script
