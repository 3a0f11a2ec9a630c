// SPDX-License-Identifier: Apache-2.0
#include <harness/archive/tar_counter.hpp>
#include <harness/archive/tar_writer.hpp>
#include <harness/support/files.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>

namespace bxbench::archive {
namespace {

std::string example_tar() {
  const tests::TempFolder temp;
  auto tar = TarWriter::create(temp / "x.tar");
  REQUIRE(tar);
  REQUIRE(tar->add_directory("d", 0755));
  REQUIRE(tar->add_file("d/one", std::string(700, '1'), 0644));
  REQUIRE(tar->add_file("d/two", std::string(1024, '2'), 0644));
  REQUIRE(tar->add_link("d/link", "one"));
  REQUIRE(tar->finish());
  return read_file(temp / "x.tar").value();
}

TEST_CASE("files and their bytes are counted in pieces of any size", "[archive]") {
  const auto tar = example_tar();
  for (const std::size_t piece : {1UL, 511UL, 512UL, 100'000UL}) {
    TarCounter counter;
    for (std::size_t at = 0; at < tar.size(); at += piece)
      counter.add(std::string_view(tar).substr(at, piece));
    CHECK(counter.files() == 2);
    CHECK(counter.content_bytes() == 1724);
    CHECK(counter.directories() == 1);
    CHECK(counter.others() == 1);
    CHECK_FALSE(counter.only_marks());
    CHECK(counter.ended());
    CHECK_FALSE(counter.damaged());
  }
}

TEST_CASE("a stream that is cut short has not ended", "[archive]") {
  TarCounter counter;
  counter.add(std::string_view(example_tar()).substr(0, 2000));
  CHECK_FALSE(counter.ended());
}

TEST_CASE("a mark at the top is no content, elsewhere it is", "[archive]") {
  const tests::TempFolder temp;
  const auto is_mark = [](std::string_view name) { return name == "mark"; };
  const auto only_marks = [&](const std::string& name) {
    auto tar = TarWriter::create(temp / "x.tar");
    REQUIRE((tar->add_directory("./", 0755) && tar->add_file(name, "x", 0644) && tar->finish()));
    TarCounter counter(is_mark);
    counter.add(read_file(temp / "x.tar").value());
    return counter.only_marks();
  };
  CHECK(only_marks("mark"));
  CHECK(only_marks("./mark"));
  CHECK_FALSE(only_marks("d/mark"));
  CHECK_FALSE(only_marks("market"));
}

TEST_CASE("what is no tar is told", "[archive]") {
  TarCounter counter;
  counter.add(std::string(2048, 'x'));
  CHECK(counter.damaged());
}

}  // namespace
}  // namespace bxbench::archive
