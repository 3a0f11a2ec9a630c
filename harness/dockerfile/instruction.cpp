// SPDX-License-Identifier: Apache-2.0
#include <harness/dockerfile/instruction.hpp>

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/trim.hpp>

#include <algorithm>
#include <sstream>

namespace bxbench::dockerfile {
namespace {

constexpr std::string_view blanks = " \t\r\v\f";

/// A here-document that an instruction announces: `<<EOF`, `<<-"EOF"`.
struct Here {
  std::string end;
  bool strip_tabs = false;
};

/// Takes a word off the front of `text`, with what its quotes hold together but without them.
std::string take_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  std::string word;
  char quote = '\0';
  while (!text.empty() && (quote != '\0' || blanks.find(text.front()) == blanks.npos)) {
    const char next = text.front();
    text.remove_prefix(1);
    if (next == '\\' && quote != '\'' && !text.empty()) {
      word += text.front();
      text.remove_prefix(1);
    } else if (quote == '\0' && (next == '"' || next == '\'')) {
      quote = next;
    } else if (next == quote) {
      quote = '\0';
    } else {
      word += next;
    }
  }
  return word;
}

/// Words with their quotes and escapes, as BuildKit looks for here-documents.
std::vector<std::string> raw_words(std::string_view text) {
  std::vector<std::string> found;
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    if (text.empty()) return found;
    auto word = text;
    take_word(text);
    word.remove_suffix(text.size());
    found.emplace_back(word);
  }
}

/// `3<<-EOF` is one as well: a shell may give it a descriptor.
std::vector<Here> announced(const Instruction& instruction) {
  std::vector<Here> found;
  const auto& keyword = instruction.keyword;
  if (keyword != "RUN" && keyword != "COPY" && keyword != "ADD") return found;
  for (const auto& word : raw_words(instruction.text)) {
    const auto at = word.find("<<");
    if (at == std::string::npos || word.find_first_not_of("0123456789") != at) continue;
    Here here{word.substr(at + 2), false};
    here.strip_tabs = here.end.starts_with('-');
    if (here.strip_tabs) here.end.erase(0, 1);
    if (here.end.empty() || here.end.find('<') != std::string::npos) continue;
    std::string_view quoted = here.end;
    here.end = take_word(quoted);
    found.push_back(here);
  }
  return found;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : lines_(std::string(text)) {}

  std::vector<Instruction> read() {
    for (std::string line; next(line);) {
      if (in_directives_ && is_directive(line)) continue;
      in_directives_ = false;
      if (is_comment(line) || is_empty(line)) continue;
      const int begin = number_;
      auto instruction = split(logical(std::move(line)));
      instruction.line = begin;
      for (const auto& here : announced(instruction))
        read_here(here, instruction.here);
      found_.push_back(std::move(instruction));
    }
    return std::move(found_);
  }

 private:
  bool next(std::string& line) {
    if (!std::getline(lines_, line)) return false;
    if (line.ends_with('\r')) line.pop_back();
    ++number_;
    return true;
  }

  static bool is_empty(const std::string& line) {
    return line.find_first_not_of(blanks) == std::string::npos;
  }
  static bool is_comment(const std::string& line) {
    const auto start = line.find_first_not_of(blanks);
    return start != std::string::npos && line[start] == '#';
  }

  /// `# escape=` and its like stand before anything else.
  bool is_directive(const std::string& line) {
    if (!is_comment(line)) return false;
    auto text = boost::trim_copy(line.substr(line.find('#') + 1));
    const auto equals = text.find('=');
    if (equals == std::string::npos) return false;
    const auto name = boost::to_lower_copy(boost::trim_copy(text.substr(0, equals)));
    const auto value = boost::trim_copy(text.substr(equals + 1));
    if (name == "escape" && value.size() == 1) escape_ = value.front();
    return name == "escape" || name == "syntax" || name == "check";
  }

  /// Cuts the escape off the end of a line that goes on. Two of them end it.
  bool continues(std::string& line) const {
    const auto end = line.find_last_not_of(blanks);
    if (end == std::string::npos || line[end] != escape_) return false;
    if (end > 0 && line[end - 1] == escape_) return false;
    line.erase(end);
    return true;
  }

  std::string logical(std::string line) {
    std::string whole;
    for (bool more = continues(line);; more = continues(line)) {
      whole += line;
      if (!more) return whole;
      do {
        if (!next(line)) return whole;
      } while (is_comment(line) || is_empty(line));
    }
  }

  static Instruction split(const std::string& line) {
    Instruction instruction;
    std::string_view rest = line;
    rest.remove_prefix(std::min(rest.find_first_not_of(blanks), rest.size()));
    const auto end = std::min(rest.find_first_of(blanks), rest.size());
    instruction.keyword = boost::to_upper_copy(std::string(rest.substr(0, end)));
    rest.remove_prefix(end);
    for (;;) {
      rest.remove_prefix(std::min(rest.find_first_not_of(blanks), rest.size()));
      if (!rest.starts_with("--")) break;
      instruction.flags.push_back(take_word(rest));
      if (instruction.flags.back() == "--") break;
    }
    instruction.text = boost::trim_copy(std::string(rest));
    return instruction;
  }

  void read_here(const Here& here, std::string& content) {
    for (std::string line; next(line);) {
      auto shown = line;
      if (here.strip_tabs) shown.erase(0, std::min(shown.find_first_not_of('\t'), shown.size()));
      if (shown == here.end) return;
      content += shown + "\n";
    }
  }

  std::istringstream lines_;
  std::vector<Instruction> found_;
  char escape_ = '\\';
  bool in_directives_ = true;
  int number_ = 0;
};

}  // namespace

std::vector<Instruction> read(std::string_view text) {
  return Reader(text).read();
}

std::string flag(const Instruction& instruction, std::string_view name) {
  const auto beginning = "--" + std::string(name) + "=";
  for (const auto& one : instruction.flags)
    if (boost::istarts_with(one, beginning)) return one.substr(beginning.size());
  return {};
}

std::string in_words(const Instruction& instruction) {
  auto all = instruction.keyword;
  for (const auto& one : instruction.flags)
    all += " " + one;
  return instruction.text.empty() ? all : all + " " + instruction.text;
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  while (text.find_first_not_of(blanks) != text.npos)
    found.push_back(take_word(text));
  return found;
}

}  // namespace bxbench::dockerfile
