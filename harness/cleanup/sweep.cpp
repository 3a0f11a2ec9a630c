// SPDX-License-Identifier: Apache-2.0
#include <harness/cleanup/scratch.hpp>
#include <harness/cleanup/scratch_lock.hpp>
#include <harness/cleanup/sweep.hpp>
#include <harness/cleanup/tear_down.hpp>

#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace bxbench::cleanup {

namespace {

void sweep_place(const fs::path& place, std::vector<Leftover>& found) {
  std::error_code failure;
  const auto base = fs::canonical(place, failure);
  struct stat status {};
  if (failure || ::lstat(place.c_str(), &status) != 0 || status.st_uid != ::geteuid()) return;
  const auto base_lock = lock_directory(base, Wait::yes);
  if (!base_lock) return;
  for (const auto& entry : fs::directory_iterator(base, failure)) {
    if (!entry.is_directory(failure)) continue;
    const auto lock = lock_directory(entry.path(), Wait::no);
    if (!lock) continue;  // its run is alive
    auto torn = tear_down(entry.path());
    ::close(*lock);
    found.push_back({entry.path(), torn.processes, torn.mounts, std::move(torn.problems)});
  }
  ::close(*base_lock);
}

}  // namespace

std::vector<Leftover> sweep() {
  std::vector<Leftover> found;
  for (const auto& place : scratch_places())
    sweep_place(place, found);
  return found;
}

}  // namespace bxbench::cleanup
