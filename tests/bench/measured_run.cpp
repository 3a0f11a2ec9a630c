// SPDX-License-Identifier: Apache-2.0
#include <harness/process/usage_meter.hpp>
#include <harness/support/files.hpp>
#include <tests/bench/measured_run.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fcntl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace bxbench::bench {

// What the system counts for a child that has ended contains its children's; so its own is read
// again and again until it ends.
Ended run(std::vector<std::string> argv) {
  using Clock = std::chrono::steady_clock;
  std::vector<char*> words;
  for (auto& word : argv)
    words.push_back(word.data());
  words.push_back(nullptr);
  const auto begin = Clock::now();
  const auto child = ::fork();
  if (child == 0) {
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDOUT_FILENO);
    ::execv(words[0], words.data());
    ::_exit(127);
  }
  Ended ended;
  while (::waitpid(child, &ended.code, WNOHANG) == 0) {
    const auto status = read_file(fmt::format("/proc/{}/status", child));
    if (const auto peak = status ? process::peak_of_status(*status) : std::nullopt)
      ended.peak = std::max(ended.peak, *peak);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  ended.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  return ended;
}

}  // namespace bxbench::bench
