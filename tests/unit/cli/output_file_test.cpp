// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/output_file.hpp>
#include <harness/support/files.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>

#include <filesystem>

using namespace bxbench;
namespace fs = std::filesystem;

namespace {

Error refusal(const fs::path& file) {
  const auto written = cli::write_output(file, "text");
  REQUIRE_FALSE(written);
  return written.error();
}

}  // namespace

TEST_CASE("a name under which nothing can be written is bad input and told as it was given",
          "[cli]") {
  const tests::TempFolder folder;
  const auto nowhere = folder / "nowhere" / "x.md";
  CHECK(refusal(nowhere).code == Errc::bad_input);
  CHECK(refusal(nowhere).message ==
        "cannot write to " + nowhere.string() + ": No such file or directory");
  CHECK(refusal(folder.path()).code == Errc::bad_input);
  CHECK(refusal(folder.path()).message ==
        "cannot write to " + folder.path().string() + ": Is a directory");
  REQUIRE(cli::write_output(folder / "file", "text"));
  const auto below = folder / "file" / "x.md";
  CHECK(refusal(below).message == "cannot write to " + below.string() + ": Not a directory");
  fs::create_symlink(nowhere, folder / "link");
  CHECK(refusal(folder / "link").code == Errc::bad_input);
}

TEST_CASE("a full device is not what the user named wrongly", "[cli]") {
  CHECK(refusal("/dev/full").code == Errc::io);
}

TEST_CASE("a file that exists is replaced, and nothing else is left beside it", "[cli]") {
  const tests::TempFolder folder;
  REQUIRE(cli::write_output(folder / "x.md", "one"));
  REQUIRE(cli::write_output(folder / "x.md", "two"));
  CHECK(*read_file(folder / "x.md") == "two");
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}
