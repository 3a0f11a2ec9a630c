// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/artifact.hpp>
#include <harness/support/files.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>

namespace bxbench::execution {
namespace {

TEST_CASE("a marker is found wherever it stands", "[execution]") {
  const tests::TempFolder temp;
  const std::size_t window = 1 << 20;
  for (const std::size_t before : {0UL, window - 3, window - 6, window, 2 * window - 9}) {
    const auto text = std::string(before, 'x') + "marker" + std::string(100, 'y');
    REQUIRE(write_file_atomically(temp / "artifact", text));
    CHECK(file_contains(temp / "artifact", "marker"));
    CHECK_FALSE(file_contains(temp / "artifact", "markes"));
  }
}

TEST_CASE("a text longer than the window is looked for as well", "[execution]") {
  const tests::TempFolder temp;
  REQUIRE(write_file_atomically(temp / "artifact", std::string(5000, 'x')));
  CHECK_FALSE(file_contains(temp / "artifact", std::string(3'000'000, 'x')));
}

TEST_CASE("an artifact that is not there contains nothing", "[execution]") {
  CHECK_FALSE(file_contains("/no/such/file", "marker"));
}

}  // namespace
}  // namespace bxbench::execution
