// SPDX-License-Identifier: Apache-2.0
#include <harness/script/names.hpp>
#include <harness/script/position.hpp>

#include <fmt/format.h>

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

}  // namespace

Place place(lua_State* thread) {
  lua_Debug frame{};
  for (int level = 0; lua_getstack(thread, level, &frame) != 0; ++level) {
    lua_getinfo(thread, "Sl", &frame);
    if (*frame.source == '@') return {frame.source + 1, frame.currentline};
  }
  return {};
}

std::string position(lua_State* thread) {
  const auto [file, line] = place(thread);
  return file.empty() ? std::string{} : fmt::format("{}:{}: ", file, line);
}

int line_of_field(const std::string& text, const std::string& word, int from) {
  if (!is_identifier(word)) return 0;
  std::istringstream lines(text);
  int number = 0;
  for (std::string line; std::getline(lines, line);)
    if (++number >= from && sets_field(line, word)) return number;
  return 0;
}

}  // namespace bxbench::script
