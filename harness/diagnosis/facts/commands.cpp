// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/commands.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace bxbench::diagnosis {
namespace {

using Words = std::vector<std::string>;

/// A call: a program and words that follow it, flags between them left out.
struct Call {
  std::array<const char*, 3> words;
  Work work;
};

constexpr std::array known{
    Call{{"go", "mod", "download"}, Work::dependencies},
    Call{{"go", "mod", "vendor"}, Work::dependencies},
    Call{{"npm", "ci", nullptr}, Work::dependencies},
    Call{{"npm", "i", nullptr}, Work::dependencies},
    Call{{"npm", "install", nullptr}, Work::dependencies},
    Call{{"pnpm", "i", nullptr}, Work::dependencies},
    Call{{"pnpm", "install", nullptr}, Work::dependencies},
    Call{{"pnpm", "fetch", nullptr}, Work::dependencies},
    Call{{"yarn", "install", nullptr}, Work::dependencies},
    Call{{"bun", "install", nullptr}, Work::dependencies},
    Call{{"pip", "install", nullptr}, Work::dependencies},
    Call{{"pip3", "install", nullptr}, Work::dependencies},
    Call{{"poetry", "install", nullptr}, Work::dependencies},
    Call{{"pipenv", "install", nullptr}, Work::dependencies},
    Call{{"uv", "sync", nullptr}, Work::dependencies},
    Call{{"cargo", "fetch", nullptr}, Work::dependencies},
    Call{{"cargo", "chef", "cook"}, Work::dependencies},
    Call{{"bundle", "install", nullptr}, Work::dependencies},
    Call{{"composer", "install", nullptr}, Work::dependencies},
    Call{{"dotnet", "restore", nullptr}, Work::dependencies},
    Call{{"mvn", "dependency:go-offline", nullptr}, Work::dependencies},
    Call{{"mvn", "dependency:resolve", nullptr}, Work::dependencies},
    Call{{"go", "build", nullptr}, Work::compile},
    Call{{"go", "install", nullptr}, Work::compile},
    Call{{"cargo", "build", nullptr}, Work::compile},
    Call{{"mvn", "package", nullptr}, Work::compile},
    Call{{"dotnet", "publish", nullptr}, Work::compile},
};

constexpr std::array light{"echo", "mkdir",   "chmod",    "chown",    "ln",   "touch", "true",
                           "test", "printf",  "adduser",  "useradd",  "date", "set",   "cat",
                           "mv",   "cp",      "addgroup", "groupadd", "rm",   "cd",    "ls",
                           "du",   "install", "export",   ":"};

/// The commands of a script or of an exec form, each as words; assignments in front are left out.
std::vector<Words> parts_of(const std::string& command) {
  std::vector<Words> parts(1);
  std::string word;
  const auto end_word = [&] {
    const bool assignment = parts.back().empty() && word.find('=') != std::string::npos;
    if (!word.empty() && !assignment) parts.back().push_back(word);
    word.clear();
  };
  for (const char one : command + "\n") {
    const bool ends_command = std::string_view(";&|()\n").find(one) != std::string_view::npos;
    const bool ends_word = std::string_view(" \t\"'[],`").find(one) != std::string_view::npos;
    if (ends_command || ends_word)
      end_word();
    else
      word += one;
    if (ends_command && !parts.back().empty()) parts.emplace_back();
  }
  return parts;
}

std::string program_of(const std::string& word) {
  return word.substr(word.find_last_of('/') + 1);
}

/// What stands in front of the program that matters.
constexpr std::array wrappers{"sudo", "env",    "time",    "exec", "command", "sh", "bash", "then",
                              "do",   "python", "python3", "if",   "else",    "!",  "nice"};

/// Words from the program that matters on.
Words from_program(const Words& words) {
  const auto begin = std::find_if(words.begin(), words.end(), [](const std::string& word) {
    const bool wraps =
        std::find(wrappers.begin(), wrappers.end(), program_of(word)) != wrappers.end();
    return !wraps && !word.starts_with('-') && word.find('=') == std::string::npos;
  });
  return {begin, words.end()};
}

bool matches(const Words& words, const Call& call) {
  std::size_t wanted = 0;
  for (const auto& word : words) {
    if (wanted > 0 && word.starts_with('-')) continue;
    const auto found = wanted == 0 ? program_of(word) : word;
    if (found != call.words[wanted++]) return false;
    if (wanted == call.words.size() || call.words[wanted] == nullptr) return true;
  }
  return false;
}

bool is_light(const Words& words) {
  return words.empty() ||
         std::find(light.begin(), light.end(), program_of(words.front())) != light.end();
}

}  // namespace

Work work_of(const std::string& command) {
  const auto parts = parts_of(command);
  const auto does = [&](Work work) {
    return std::any_of(parts.begin(), parts.end(), [&](const Words& words) {
      return std::any_of(known.begin(), known.end(), [&](const Call& call) {
        return call.work == work && matches(from_program(words), call);
      });
    });
  };
  if (does(Work::compile)) return Work::compile;
  if (does(Work::dependencies)) return Work::dependencies;
  return std::all_of(parts.begin(), parts.end(), is_light) ? Work::light : Work::other;
}

bool calls(const std::string& command, const std::string& program) {
  const auto parts = parts_of(command);
  return std::any_of(parts.begin(), parts.end(), [&](const Words& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](const auto& word) { return program_of(word) == program; });
  });
}

}  // namespace bxbench::diagnosis
