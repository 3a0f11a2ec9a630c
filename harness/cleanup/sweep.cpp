// SPDX-License-Identifier: Apache-2.0
#include <harness/cleanup/scratch.hpp>
#include <harness/cleanup/scratch_lock.hpp>
#include <harness/cleanup/sweep.hpp>
#include <harness/cleanup/tear_down.hpp>

#include <unistd.h>

namespace fs = std::filesystem;

namespace bxbench::cleanup {

std::vector<Leftover> sweep() {
  std::vector<Leftover> found;
  const auto base = scratch_base();
  std::error_code failure;
  if (!fs::is_directory(base, failure)) return found;
  const auto base_lock = lock_directory(base, Wait::yes);
  if (!base_lock) return found;
  for (const auto& entry : fs::directory_iterator(base, failure)) {
    if (!entry.is_directory(failure)) continue;
    const auto lock = lock_directory(entry.path(), Wait::no);
    if (!lock) continue;  // its run is alive
    auto torn = tear_down(entry.path());
    ::close(*lock);
    found.push_back({entry.path(), torn.processes, torn.mounts, std::move(torn.problems)});
  }
  ::close(*base_lock);
  return found;
}

}  // namespace bxbench::cleanup
