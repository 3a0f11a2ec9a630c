// SPDX-License-Identifier: Apache-2.0
#include <tests/integration/serve_process.hpp>

#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace bxbench::tests {
namespace {

[[noreturn]] void run_program(std::vector<std::string> words, int out) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::vector<char*> argv;
  for (auto& word : words)
    argv.push_back(word.data());
  argv.push_back(nullptr);
  ::dup2(out, STDOUT_FILENO);
  ::execvp(argv[0], argv.data());
  ::_exit(127);
}

/// It closes its output when it has said all that there is to say.
std::string read_to_end(int from) {
  std::string text;
  char piece[4096];
  for (ssize_t size = 0; (size = ::read(from, piece, sizeof piece)) > 0;)
    text.append(piece, static_cast<std::size_t>(size));
  return text;
}

/// "export NAME=VALUE" of a shell script.
std::string exported(const std::string& script, const std::string& name) {
  const auto start = script.find("export " + name + "=");
  if (start == std::string::npos) throw std::runtime_error("bxbench serve did not start");
  const auto value = start + 8 + name.size();
  return script.substr(value, script.find('\n', value) - value);
}

}  // namespace

ServeProcess::ServeProcess(const fs::path& directory, std::vector<std::string> options,
                           std::vector<std::string> wrapper) {
  auto words = std::move(wrapper);
  words.insert(words.end(), {BXBENCH_PROGRAM, "serve", "-q", "--dir", directory.string()});
  words.insert(words.end(), options.begin(), options.end());
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  pid_ = ::fork();
  if (pid_ == 0) run_program(std::move(words), ends[1]);
  ::close(ends[1]);
  const auto script = read_to_end(ends[0]);
  ::close(ends[0]);
  url_ = exported(script, "ACTIONS_CACHE_URL");
  token_ = exported(script, "ACTIONS_RUNTIME_TOKEN");
}

ServeProcess::~ServeProcess() {
  end(SIGTERM);
}

unsigned short ServeProcess::port() const {
  return static_cast<unsigned short>(std::stoi(url_.substr(url_.rfind(':') + 1)));
}

bool ServeProcess::is_alive() {
  int status = 0;
  if (pid_ != 0 && ::waitpid(pid_, &status, WNOHANG) == pid_) pid_ = 0;
  return pid_ != 0;
}

void ServeProcess::kill_hard() {
  end(SIGKILL);
}

Bytes ServeProcess::peak_memory() const {
  std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
  for (std::string word; status >> word;) {
    Bytes kibibytes = 0;
    if (word == "VmHWM:" && status >> kibibytes) return kibibytes * 1024;
  }
  throw std::runtime_error("the service is gone");
}

void ServeProcess::end(int signal) {
  if (!is_alive()) return;
  ::kill(pid_, signal);
  ::waitpid(pid_, nullptr, 0);
  pid_ = 0;
}

}  // namespace bxbench::tests
