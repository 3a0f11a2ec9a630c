// SPDX-License-Identifier: Apache-2.0
#include <tests/support/golden.hpp>
#include <tests/support/log_events.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace bxbench;

TEST_CASE("recorded logs yield their approved events", "[cilog][golden]") {
  const std::string name =
      GENERATE("seed-1-run-1", "seed-1-run-2", "seed-1-run-3", "seed-1-run-4", "seed-2-first-run",
               "seed-2-second-run", "seed-2-cache-size-0", "seed-2-before-8k", "seed-2-not-saving",
               "seed-2-written-to-root", "seed-2-downloads-every-run", "seed-4", "gha-layers",
               "gh-run-view", "gitlab");
  CAPTURE(name);
  const auto events = test::described_fixture(name + ".txt");
  CHECK(events == tests::approved("logs/" + name + ".txt", events));
}
