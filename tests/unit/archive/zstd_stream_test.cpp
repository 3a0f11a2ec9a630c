// SPDX-License-Identifier: Apache-2.0
#include <harness/archive/zstd_stream.hpp>
#include <harness/support/digest.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>

namespace bxbench::archive {
namespace {

void compress(const std::filesystem::path& file, const std::string& text) {
  auto writer = ZstdWriter::create(file);
  REQUIRE(writer);
  for (std::size_t at = 0; at < text.size(); at += 70'001)
    REQUIRE(writer->write(std::string_view(text).substr(at, 70'001)));
  REQUIRE(writer->finish());
}

Result<std::string> decompress(const std::filesystem::path& file) {
  auto reader = ZstdReader::open(file);
  if (!reader) return reader.error();
  std::string text;
  for (;;) {
    auto piece = reader->read();
    if (!piece) return piece.error();
    if (piece->empty()) return text;
    text += *piece;
  }
}

TEST_CASE("what was compressed in pieces is read back", "[archive]") {
  const tests::TempFolder temp;
  const auto text = random_bytes(1'500'000) + std::string(2'000'000, 'a');
  compress(temp / "x.zst", text);
  const auto back = decompress(temp / "x.zst");
  REQUIRE(back);
  CHECK(*back == text);
}

TEST_CASE("an empty stream is read back empty", "[archive]") {
  const tests::TempFolder temp;
  compress(temp / "x.zst", "");
  CHECK(decompress(temp / "x.zst").value() == "");
}

TEST_CASE("a compressed file that is cut short is an error", "[archive]") {
  const tests::TempFolder temp;
  compress(temp / "x.zst", random_bytes(500'000));
  std::filesystem::resize_file(temp / "x.zst", 300'000);
  CHECK_FALSE(decompress(temp / "x.zst"));
}

}  // namespace
}  // namespace bxbench::archive
