// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/noise_probe.hpp>

#include <catch2/catch_test_macros.hpp>

namespace bxbench::execution {
namespace {

TEST_CASE("a probe of the machine yields shares and times that can be", "[execution]") {
  const auto noise = probe_noise(std::chrono::milliseconds(60));
  CHECK(noise.unit > 1e-6);
  CHECK(noise.unit < 0.06);
  CHECK(noise.spread >= 0);
  CHECK(noise.others >= 0);
  CHECK(noise.others <= 1);
  CHECK(noise.steal >= 0);
  CHECK(noise.load >= 0);
}

TEST_CASE("waiting for a disk is idle, the hypervisor's share is steal", "[execution]") {
  const auto ticks = cpu_ticks_of("cpu  10 2 30 400 50 6 7 80 0 0\ncpu0 1 1 1 1\n");
  CHECK(ticks.busy == 10 + 2 + 30 + 6 + 7);
  CHECK(ticks.idle == 450);
  CHECK(ticks.steal == 80);
}

TEST_CASE("a kernel that tells nothing gives no ticks", "[execution]") {
  CHECK(cpu_ticks_of("").total() == 0);
}

}  // namespace
}  // namespace bxbench::execution
