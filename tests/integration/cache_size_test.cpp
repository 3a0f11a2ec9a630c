// SPDX-License-Identifier: Apache-2.0
// An entry beyond 2³¹ bytes, and what the service needs for it.
#include <harness/support/files.hpp>
#include <tests/integration/cache_node.hpp>

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>

#include <fstream>
#include <sstream>

namespace fs = std::filesystem;
using nlohmann::json;

namespace bxbench::tests {
namespace {

constexpr std::uint64_t entry_bytes = 2'200'000'000;
/// The files, their archive, the entry and its blocks: never all at once.
constexpr std::uint64_t needed_bytes = 10'000'000'000;

/// A figure of this process or the machine in kB, as /proc words it.
std::uint64_t kilobytes_of(const char* file, const std::string& name) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(name + ":")) return std::stoull(line.substr(name.size() + 1));
  return 0;
}

std::uint64_t peak_kilobytes() {
  return kilobytes_of("/proc/self/status", "VmHWM");
}

/// The highest use of memory so far is forgotten.
void forget_peak() {
  std::ofstream("/proc/self/clear_refs") << "5";
}

/// Why such an entry cannot be tried here; empty: it can.
std::string obstacle() {
  std::error_code failure;
  const auto space = fs::space("/dev/shm", failure);
  if (failure) return "there is no /dev/shm";
  const auto memory = kilobytes_of("/proc/meminfo", "MemAvailable") * 1024;
  const auto free = std::min<std::uint64_t>(space.available, memory);
  if (free >= needed_bytes) return "";
  return fmt::format("an entry of 2.2 GB needs 10 GB free in /dev/shm, there are {:.1f}",
                     static_cast<double>(free) / 1e9);
}

TEST_CASE("2.2 GB pass through the service, which needs no more memory for them") {
  if (const auto reason = obstacle(); !reason.empty()) FAIL(reason);
  NodeWorld world("/dev/shm");
  const auto& client = newest_v2;
  world.perform(json::array({write_of("warm", 1000), save_of(client, "warm", "warm")}));
  forget_peak();
  const auto before = peak_kilobytes();
  const auto done = world.perform(json::array({
      write_of("data/file", entry_bytes),
      digest_of("data/file"),
      save_of(client, "data", "huge"),
      remove_of("data"),
      restore_of(client, "data", "huge"),
      digest_of("data/file"),
  }));
  const auto grown = peak_kilobytes() - before;
  INFO(done.dump(1));
  world.check(client.title, "save 2.2 GB", "saved", outcome_of(done[2]));
  world.check(client.title, "restore 2.2 GB", "hit huge", outcome_of(done[4]));
  CHECK(same_digest(done[1], done[5]));
  world.check(client.title, "memory of the service for 2.2 GB", "below 64 MiB",
              grown <= 64 * 1024 ? "below 64 MiB" : fmt::format("{} kB more", grown));
  fmt::print("2.2 GB: {} kB more at its peak, {:.1f} s to save, {:.1f} s to restore\n", grown,
             done[2]["seconds"].get<double>(), done[4]["seconds"].get<double>());
}

}  // namespace
}  // namespace bxbench::tests
