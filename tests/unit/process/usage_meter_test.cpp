// SPDX-License-Identifier: Apache-2.0
#include <harness/process/asio_launcher.hpp>
#include <harness/process/usage_meter.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <ctime>
#include <sys/mman.h>
#include <unistd.h>

namespace asio = boost::asio;

namespace bxbench::process {
namespace {

constexpr const char* work = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done";

std::optional<Usage> usage_of(const std::string& script) {
  asio::io_context loop{1};
  Interrupt interrupt;
  const auto launcher = make_asio_launcher(loop.get_executor(), interrupt, {});
  const Command command{.argv = {"sh", "-c", script}};
  auto outcome = asio::co_spawn(loop, launcher->run(command), asio::use_future);
  loop.run();
  return outcome.get()->usage;
}

double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

void burn(double seconds) {
  for (const double end = cpu_seconds() + seconds; cpu_seconds() < end;) {
  }
}

/// Holds `size` bytes of memory for a moment.
void touch_memory(std::size_t size) {
  auto* memory = static_cast<char*>(
      ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  REQUIRE(memory != MAP_FAILED);
  for (std::size_t at = 0; at < size; at += 4096)
    memory[at] = 1;
  ::munmap(memory, size);
}

TEST_CASE("a program's usage counts what it ran and waited for", "[process]") {
  const auto idle = usage_of("true"), busy = usage_of(work);
  const auto below = usage_of(std::string("sh -c '") + work + "'; true");
  REQUIRE((idle && busy && below));
  CHECK(busy->cpu_seconds > 3 * idle->cpu_seconds);
  CHECK(below->cpu_seconds > 3 * idle->cpu_seconds);
  CHECK(busy->system_seconds <= busy->cpu_seconds);
}

TEST_CASE("a program's peak of memory is that of the largest process below it", "[process]") {
  constexpr auto big = "sh -c 'dd if=/dev/zero of=/dev/null bs=64M count=1 2>/dev/null'; true";
  const auto small = usage_of("true"), large = usage_of(big);
  REQUIRE((small && large && small->peak_memory && large->peak_memory));
  CHECK(*large->peak_memory > 64'000'000);
  CHECK(*large->peak_memory > *small->peak_memory + 40'000'000);
}

TEST_CASE("a program without usage is one that is no child or has not ended", "[process]") {
  CHECK_FALSE(usage_of_ended(1));
  CHECK_FALSE(usage_of_ended(::getpid()));
}

TEST_CASE("a meter counts the CPU time between its two moments", "[process]") {
  burn(0.05);
  const UsageMeter meter({::getpid()});
  const double before = cpu_seconds();
  burn(0.2);
  const auto used = meter.read();
  const double really = cpu_seconds() - before;
  REQUIRE(used);
  CHECK_THAT(used->cpu_seconds, Catch::Matchers::WithinAbs(really, 0.03));
}

TEST_CASE("a meter forgets peaks of memory from before its first moment", "[process]") {
  constexpr std::size_t size = 64 << 20;
  const UsageMeter one({::getpid()});
  touch_memory(size);
  const auto large = one.read();
  const UsageMeter other({::getpid()});
  const auto small = other.read();
  REQUIRE((large && small && large->peak_memory && small->peak_memory));
  CHECK(*large->peak_memory > size);
  CHECK(*small->peak_memory + size / 2 < *large->peak_memory);
}

TEST_CASE("what cannot be metered has no value", "[process]") {
  CHECK_FALSE(UsageMeter({}).read());
  CHECK_FALSE(UsageMeter({::getpid(), 1 << 30}).read());
}

TEST_CASE("the times of /proc/PID/stat are found behind any name", "[process]") {
  const auto ticks =
      ticks_of_stat("42 (a ) b (c) S 1 42 42 0 -1 4194560 1 2 3 4 100 20 3 4 20 0 1 0 7 8 9");
  REQUIRE(ticks);
  CHECK(ticks->user == 103);
  CHECK(ticks->system == 24);
  CHECK_FALSE(ticks_of_stat("42 (sh) S 1 42"));
  CHECK_FALSE(ticks_of_stat(""));
}

TEST_CASE("the peak of /proc/PID/status is in bytes", "[process]") {
  CHECK(peak_of_status("Name:\tsh\nVmPeak:\t  9 kB\nVmHWM:\t    1234 kB\nVmRSS:\t 1 kB\n") ==
        1234 * 1024);
  CHECK_FALSE(peak_of_status("Name:\tkthreadd\n"));
  CHECK_FALSE(peak_of_status("Name:\tx\nVmHWM:\tmany\n"));
}

}  // namespace
}  // namespace bxbench::process
