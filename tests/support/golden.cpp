// SPDX-License-Identifier: Apache-2.0
#include <harness/support/files.hpp>
#include <tests/support/golden.hpp>

#include <cstdlib>
#include <string_view>

namespace bxbench::tests {

std::string approved(const std::string& name, const std::string& actual) {
  const auto file = std::filesystem::path(BXBENCH_TEST_ROOT) / "golden" / name;
  const char* const approve = std::getenv("BXBENCH_APPROVE");
  if (approve && std::string_view(approve) == "1") write_file_atomically(file, actual).value();
  const auto text = read_file(file);
  return text ? *text : text.error().message + "; run the test with BXBENCH_APPROVE=1 to create it";
}

}  // namespace bxbench::tests
