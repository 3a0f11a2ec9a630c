// SPDX-License-Identifier: Apache-2.0
#include <harness/cleanup/scratch.hpp>
#include <harness/cleanup/scratch_lock.hpp>
#include <harness/cleanup/tear_down.hpp>
#include <harness/support/digest.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>

#include <cstdlib>
#include <unistd.h>
#include <utility>

namespace fs = std::filesystem;

namespace bxbench::cleanup {

fs::path scratch_base() {
  const char* place = std::getenv("TMPDIR");
  const fs::path parent = place != nullptr && *place != '\0' ? place : "/var/tmp";
  return parent / fmt::format("bxbench-{}", ::getuid());
}

Result<Scratch> Scratch::create() {
  const auto base = scratch_base();
  if (auto made = make_directories(base); !made) return made.error();
  fs::permissions(base, fs::perms::owner_all);
  // The base lock keeps a sweep from seeing the new directory before it is locked.
  const auto base_lock = lock_directory(base, Wait::yes);
  if (!base_lock) return base_lock.error();
  const auto path = base / to_hex(random_bytes(3));  // short: socket paths end at 107 bytes
  auto made = make_directories(path);
  auto lock = made ? lock_directory(path, Wait::no) : Result<int>(made.error());
  ::close(*base_lock);
  if (!lock) return lock.error();
  return Scratch(path, *lock);
}

Scratch::Scratch(Scratch&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

Scratch::~Scratch() {
  if (lock_ < 0) return;
  for (const auto& problem : tear_down(path_).problems)
    fmt::print(stderr, "bxbench: cleaning up: {}\n", problem);
  ::close(lock_);
}

}  // namespace bxbench::cleanup
