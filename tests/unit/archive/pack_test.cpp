// SPDX-License-Identifier: Apache-2.0
#include <harness/archive/pack.hpp>
#include <harness/archive/tar_writer.hpp>
#include <harness/support/digest.hpp>
#include <harness/support/files.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>

namespace fs = std::filesystem;

namespace bxbench::archive {
namespace {

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  REQUIRE(write_file_atomically(file, text));
}

TEST_CASE("an archive brings back files, modes, links and empty directories", "[archive]") {
  const tests::TempFolder temp;
  write(temp / "in/a/file", std::string(3'000'000, 'x'));
  fs::create_directories(temp / "in/empty");
  fs::create_symlink("a/file", temp / "in/link");
  fs::permissions(temp / "in/a/file", fs::perms(0444));
  fs::permissions(temp / "in/a", fs::perms(0555));

  const auto size = pack(temp / "in", temp / "x.tar.zst");
  REQUIRE(size);
  CHECK(*size < 100'000);
  REQUIRE(unpack(temp / "x.tar.zst", temp / "out"));
  CHECK(*sha256_tree(temp / "in") == *sha256_tree(temp / "out"));
}

TEST_CASE("an archive keeps times in nanoseconds and hard links", "[archive]") {
  const tests::TempFolder temp;
  write(temp / "in/file", "x");
  fs::create_hard_link(temp / "in/file", temp / "in/other");
  const auto time = fs::file_time_type(std::chrono::nanoseconds(123'456'789'123'456'789));
  fs::last_write_time(temp / "in/file", time);
  REQUIRE(pack(temp / "in", temp / "x.tar.zst"));
  REQUIRE(unpack(temp / "x.tar.zst", temp / "out"));
  CHECK(fs::last_write_time(temp / "out/file") == time);
  CHECK(fs::equivalent(temp / "out/file", temp / "out/other"));
}

TEST_CASE("the archive of an empty directory is as small as a carrier's own marks", "[archive]") {
  const tests::TempFolder temp;
  fs::create_directories(temp / "in");
  const auto size = pack(temp / "in", temp / "x.tar.zst");
  REQUIRE(size);
  CHECK(*size < 1000);
}

TEST_CASE("an archive that points outside of its directory is refused", "[archive]") {
  const tests::TempFolder temp;
  auto tar = TarWriter::create(temp / "evil.tar");
  REQUIRE(tar);
  REQUIRE(tar->add_file("../escaped", "x", 0644));
  REQUIRE(tar->finish());
  CHECK_FALSE(unpack(temp / "evil.tar", temp / "out"));
  CHECK_FALSE(fs::exists(temp / "escaped"));
}

TEST_CASE("an archive that is cut short is an error", "[archive]") {
  const tests::TempFolder temp;
  write(temp / "in/file", random_bytes(200'000));
  REQUIRE(pack(temp / "in", temp / "x.tar.zst"));
  fs::resize_file(temp / "x.tar.zst", 100'000);
  CHECK_FALSE(unpack(temp / "x.tar.zst", temp / "out"));
}

}  // namespace
}  // namespace bxbench::archive
