// SPDX-License-Identifier: Apache-2.0
#include <harness/archive/zstd_stream.hpp>
#include <harness/execution/progress_log.hpp>
#include <harness/support/files.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>

namespace fs = std::filesystem;

namespace bxbench::execution {
namespace {

std::string decompressed(const fs::path& file) {
  auto reader = archive::ZstdReader::open(file).value();
  std::string text;
  for (auto piece = reader.read().value(); !piece.empty(); piece = reader.read().value())
    text += piece;
  return text;
}

TEST_CASE("a progress log can be read before it is finished, as a killed run leaves it",
          "[execution]") {
  const tests::TempFolder folder;
  ProgressLog log(folder / "job.progress.jsonl.zst");
  log.add_line("{\"one\":1}");
  log.add_line("");
  log.add_line("two");
  CHECK(read_file(folder / "job.progress.jsonl").value() == "{\"one\":1}\n\ntwo\n");
  CHECK_FALSE(fs::exists(folder / "job.progress.jsonl.zst"));
}

TEST_CASE("a finished progress log is compressed, and nothing else is left", "[execution]") {
  const tests::TempFolder folder;
  std::string lines;
  {
    ProgressLog log(folder / "job.progress.jsonl.zst");
    for (int n = 0; n < 20000; ++n) {
      const auto line = "line " + std::to_string(n);
      log.add_line(line);
      lines += line + '\n';
    }
    log.finish();
    log.add_line("too late");
  }
  CHECK(decompressed(folder / "job.progress.jsonl.zst") == lines);
  CHECK_FALSE(fs::exists(folder / "job.progress.jsonl"));
  CHECK(fs::file_size(folder / "job.progress.jsonl.zst") < lines.size() / 2);
}

TEST_CASE("a progress log that cannot be compressed stays as it is", "[execution]") {
  const tests::TempFolder folder;
  ProgressLog log(folder / "job.progress.jsonl.zst");
  log.add_line("one");
  fs::create_directory(folder / "job.progress.jsonl.zst");
  log.finish();
  CHECK(read_file(folder / "job.progress.jsonl").value() == "one\n");
}

TEST_CASE("a progress log without a place is given up", "[execution]") {
  const tests::TempFolder folder;
  ProgressLog none({}), nowhere(folder / "missing" / "job.jsonl.zst");
  for (auto* log : {&none, &nowhere}) {
    log->add_line("one");
    log->finish();
  }
  CHECK(fs::is_empty(folder.path()));
}

}  // namespace
}  // namespace bxbench::execution
