// SPDX-License-Identifier: Apache-2.0
#include <harness/cleanup/scratch.hpp>
#include <harness/cleanup/scratch_lock.hpp>
#include <harness/cleanup/sweep.hpp>
#include <harness/cleanup/tear_down.hpp>

#include <functional>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace bxbench::cleanup {

namespace {

/// What is below a place of scratch directories, each with its lock; none: its run is alive.
void visit(const fs::path& place,
           const std::function<void(const fs::path& directory, Result<int> lock)>& meet) {
  std::error_code failure;
  const auto base = fs::canonical(place, failure);
  struct stat status {};
  if (failure || ::lstat(place.c_str(), &status) != 0 || status.st_uid != ::geteuid()) return;
  const auto base_lock = lock_directory(base, Wait::yes);
  if (!base_lock) return;
  for (const auto& entry : fs::directory_iterator(base, failure))
    if (entry.is_directory(failure)) meet(entry.path(), lock_directory(entry.path(), Wait::no));
  ::close(*base_lock);
}

}  // namespace

std::vector<fs::path> runs_alive() {
  std::vector<fs::path> alive;
  for (const auto& place : scratch_places())
    visit(place, [&](const fs::path& directory, Result<int> lock) {
      if (lock)
        ::close(*lock);
      else
        alive.push_back(directory);
    });
  return alive;
}

std::vector<Leftover> sweep() {
  std::vector<Leftover> found;
  for (const auto& place : scratch_places())
    visit(place, [&](const fs::path& directory, Result<int> lock) {
      if (!lock) return;
      auto torn = tear_down(directory);
      ::close(*lock);
      found.push_back({directory, torn.processes, torn.mounts, std::move(torn.problems)});
    });
  return found;
}

}  // namespace bxbench::cleanup
