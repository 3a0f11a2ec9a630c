// SPDX-License-Identifier: Apache-2.0
#include <harness/support/files.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>

#include <unistd.h>

namespace fs = std::filesystem;

namespace bxbench {
namespace {

TEST_CASE("a file is replaced whole, and nothing stays beside it", "[support]") {
  const tests::TempFolder temp;
  REQUIRE(write_file_atomically(temp / "file", "one"));
  REQUIRE(write_file_atomically(temp / "file", "two"));
  CHECK(read_file(temp / "file").value() == "two");
  CHECK(std::distance(fs::directory_iterator(temp.path()), {}) == 1);
}

TEST_CASE("a file that cannot be replaced is named, not the one beside it", "[support]") {
  const tests::TempFolder temp;
  const auto written = write_file_atomically(temp / "absent" / "file", "one");
  REQUIRE_FALSE(written);
  CHECK(written.error().message.find("absent/file: ") != std::string::npos);
}

TEST_CASE("a directory is no file to read", "[support]") {
  const tests::TempFolder temp;
  CHECK_FALSE(read_file(temp.path()));
  CHECK_FALSE(read_file(temp / "absent"));
}

TEST_CASE("what a dead process left half-made is removed, what a live one makes is not",
          "[support]") {
  const tests::TempFolder temp;
  const auto mine = temp / ("a." + std::to_string(::getpid()) + ".part");
  const auto dead = temp / "b.99999999.part";
  for (const auto& directory : {mine, dead, temp / "kept", temp / "no-pid.part"})
    fs::create_directories(directory / "x");
  remove_stale_parts(temp.path());
  CHECK(fs::exists(mine));
  CHECK_FALSE(fs::exists(dead));
  CHECK(fs::exists(temp / "kept"));
  CHECK(fs::exists(temp / "no-pid.part"));
}

TEST_CASE("the size of a tree is that of its files", "[support]") {
  const tests::TempFolder temp;
  fs::create_directories(temp / "d/e");
  REQUIRE(write_file_atomically(temp / "d/one", "12345"));
  REQUIRE(write_file_atomically(temp / "d/e/two", "123"));
  fs::create_symlink("one", temp / "d/link");
  CHECK(size_of_tree(temp / "d") == 8);
  CHECK(size_of_tree(temp / "absent") == 0);
}

}  // namespace
}  // namespace bxbench
