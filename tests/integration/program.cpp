// SPDX-License-Identifier: Apache-2.0
#include <harness/support/files.hpp>
#include <tests/integration/program.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace fs = std::filesystem;

namespace bxbench::tests {
namespace {

using namespace std::chrono_literals;

pid_t start(const std::vector<std::string>& words, const process::Environment& env,
            const fs::path& out, const fs::path& err) {
  std::vector<char*> argv;
  for (const auto& word : words)
    argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  const pid_t child = ::fork();
  if (child != 0) return child;
  for (const auto& [name, value] : env)
    ::setenv(name.c_str(), value.c_str(), 1);
  ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
  ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
  ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
  ::execvp(argv[0], argv.data());
  ::_exit(127);
}

/// Lines of a file that name a directory.
std::string lines_with(const fs::path& file, const std::string& word) {
  std::ifstream in(file);
  std::string found;
  for (std::string line; std::getline(in, line);)
    if (line.find(word) != std::string::npos) found += "mount: " + line + "\n";
  return found;
}

bool names(const fs::path& file, const std::string& word) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str().find(word) != std::string::npos;
}

}  // namespace

std::vector<std::string> Program::command_line(const std::vector<std::string>& arguments) const {
  std::vector<std::string> words{BXBENCH_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const bool placed = std::any_of(arguments.begin(), arguments.end(), [](const auto& word) {
    return word == "-o" || word == "--resume";
  });
  if (!arguments.empty() && arguments[0] == "run" && !placed)
    words.insert(words.end(), {"--output", results().string()});
  return words;
}

process::Environment Program::environment() const {
  return {{"TMPDIR", scratch_.path().string()}, {"BXBENCH_SHARE", BXBENCH_PROJECT_ROOT}};
}

Ended Program::run(std::vector<std::string> arguments, const process::Environment& env) {
  auto all = environment();
  for (const auto& [name, value] : env)
    all[name] = value;
  const auto child = start(command_line(arguments), all, temp_ / "out", temp_ / "err");
  int status = 0;
  ::waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status),
          read_file(temp_ / "out").value(), read_file(temp_ / "err").value()};
}

Ended Program::run_and(std::vector<std::string> arguments, const std::function<bool()>& ready,
                       const std::function<void(int pid)>& meanwhile) {
  const auto child = start(command_line(arguments), environment(), temp_ / "out", temp_ / "err");
  int status = 0;
  const auto end = std::chrono::steady_clock::now() + 180s;
  while (!ready() && std::chrono::steady_clock::now() < end &&
         ::waitpid(child, &status, WNOHANG) == 0)
    std::this_thread::sleep_for(20ms);
  meanwhile(child);
  ::waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status),
          read_file(temp_ / "out").value(), read_file(temp_ / "err").value()};
}

std::string Program::leftovers() const {
  const auto place = scratch_.path().string() + "/bxbench-";
  std::string left = lines_with("/proc/self/mountinfo", place);
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator("/proc", failure))
    if (names(entry.path() / "environ", "BXBENCH_OWNER=" + place) ||
        names(entry.path() / "cmdline", place))
      left += "process: " + entry.path().filename().string() + "\n";
  for (const auto& base : fs::directory_iterator(scratch_.path(), failure))
    for (const auto& entry : fs::directory_iterator(base.path(), failure))
      left += "directory: " + entry.path().string() + "\n";
  return left;
}

fs::path Program::only_run() const {
  fs::path found;
  for (const auto& entry : fs::directory_iterator(results())) {
    if (!found.empty()) throw std::runtime_error("more than one run in the results folder");
    found = entry.path();
  }
  return found;
}

std::string Program::write(const std::string& name, const std::string& text) const {
  const auto file = temp_ / name;
  fs::create_directories(file.parent_path());
  if (!write_file_atomically(file, text)) throw std::runtime_error("cannot write " + name);
  return file.string();
}

}  // namespace bxbench::tests
