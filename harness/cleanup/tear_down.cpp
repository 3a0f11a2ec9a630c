// SPDX-License-Identifier: Apache-2.0
#include <harness/cleanup/scratch.hpp>
#include <harness/cleanup/tear_down.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <sstream>
#include <sys/mount.h>
#include <thread>
#include <unistd.h>

namespace fs = std::filesystem;

namespace bxbench::cleanup {
namespace {

std::string slurp(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

bool is_below(std::string_view path, std::string_view directory) {
  return path.substr(0, directory.size()) == directory &&
         (path.size() == directory.size() || path[directory.size()] == '/');
}

bool is_owned(const fs::path& process, const std::string& directory) {
  const std::string key = std::string(owner_variable) + "=";
  const auto environment = slurp(process / "environ");
  std::size_t begin = 0;
  while (begin < environment.size()) {
    const std::string_view entry(environment.c_str() + begin);
    if (entry.substr(0, key.size()) == key && is_below(entry.substr(key.size()), directory))
      return true;
    begin += entry.size() + 1;
  }
  return false;
}

/// A container of a build: it has a mount namespace of its own, with a root below the directory.
bool is_contained(const fs::path& process, const std::string& directory) {
  std::error_code failure;
  const auto own = fs::read_symlink("/proc/self/ns/mnt", failure);
  const auto its = fs::read_symlink(process / "ns/mnt", failure);
  if (failure || own == its) return false;
  std::ifstream mounts(process / "mountinfo");
  for (std::string line; std::getline(mounts, line);)
    if (line.find(" / / ") != std::string::npos && line.find(directory + "/") != std::string::npos)
      return true;
  return false;
}

std::vector<pid_t> processes_of(const std::string& directory) {
  std::vector<pid_t> found;
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator("/proc", failure)) {
    const auto name = entry.path().filename().string();
    pid_t pid = 0;
    const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (problem != std::errc{} || *end != '\0' || pid == ::getpid()) continue;
    if (is_owned(entry.path(), directory) || is_contained(entry.path(), directory))
      found.push_back(pid);
  }
  return found;
}

/// Mount points below the directory, the innermost first. Octal escapes (\040) of the kernel's
/// list are undone.
std::vector<std::string> mounts_below(const std::string& directory) {
  std::vector<std::string> found;
  std::ifstream mounts("/proc/self/mountinfo");
  for (std::string line; std::getline(mounts, line);) {
    std::istringstream fields(line);
    std::string skipped, point;
    fields >> skipped >> skipped >> skipped >> skipped >> point;
    for (auto escape = point.find('\\'); escape != std::string::npos;
         escape = point.find('\\', escape + 1))
      point.replace(escape, 4, 1,
                    static_cast<char>(std::stoi(point.substr(escape + 1, 3), nullptr, 8)));
    if (is_below(point, directory)) found.push_back(point);
  }
  std::reverse(found.begin(), found.end());
  return found;
}

int kill_all(const std::string& directory) {
  int killed = 0;
  for (int round = 0; round < 200; ++round) {
    const auto processes = processes_of(directory);
    if (processes.empty()) break;
    if (round == 0) killed = static_cast<int>(processes.size());
    for (const auto pid : processes)
      ::kill(pid, SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return killed;
}

}  // namespace

TornDown tear_down(const fs::path& directory) {
  TornDown torn;
  torn.processes = kill_all(directory.string());
  for (const auto pid : processes_of(directory.string()))
    torn.problems.push_back(fmt::format("process {} cannot be killed", pid));
  for (const auto& mount : mounts_below(directory.string())) {
    if (::umount2(mount.c_str(), MNT_DETACH) == 0)
      ++torn.mounts;
    else
      torn.problems.push_back(fmt::format("cannot unmount {}: {}", mount, std::strerror(errno)));
  }
  if (!torn.problems.empty()) return torn;  // never delete through a mount
  if (auto removed = remove_tree(directory); !removed)
    torn.problems.push_back(removed.error().message);
  return torn;
}

}  // namespace bxbench::cleanup
