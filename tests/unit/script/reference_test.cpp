// SPDX-License-Identifier: Apache-2.0
#include <harness/script/reference.hpp>
#include <harness/support/files.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <filesystem>

namespace bxbench::script {

TEST_CASE("the reference and the editor stubs are what the field tables say", "[script]") {
  const std::filesystem::path root = BXBENCH_PROJECT_ROOT;
  const auto generated = generate_reference(root);
  if (!generated) FAIL(generated.error().message);
  if (std::getenv("BXBENCH_APPROVE") != nullptr) {
    REQUIRE(write_file_atomically(root / "lua/README.md", generated->readme).has_value());
    REQUIRE(write_file_atomically(root / "lua/meta/bxbench.lua", generated->stubs).has_value());
  }
  INFO("BXBENCH_APPROVE=1 unit_tests [script] writes both files anew");
  CHECK(read_file(root / "lua/README.md").value() == generated->readme);
  CHECK(read_file(root / "lua/meta/bxbench.lua").value() == generated->stubs);
}

}  // namespace bxbench::script
