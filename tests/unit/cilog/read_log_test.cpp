// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/read_log.hpp>
#include <tests/support/log_events.hpp>
#include <tests/support/temp_folder.hpp>

#include <archive.h>
#include <archive_entry.h>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <fstream>

using namespace bxbench;
using namespace bxbench::cilog;
namespace fs = std::filesystem;

namespace {

using Members = std::vector<std::pair<std::string, std::string>>;

std::string zipped(const fs::path& folder, const Members& members) {
  const auto file = folder / "logs.zip";
  auto* out = archive_write_new();
  archive_write_set_format_zip(out);
  archive_write_open_filename(out, file.c_str());
  for (const auto& [name, text] : members) {
    auto* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(out, entry);
    archive_write_data(out, text.data(), text.size());
    archive_entry_free(entry);
  }
  archive_write_free(out);
  return file.string();
}

void write(const fs::path& file, std::string_view content) {
  std::ofstream(file, std::ios::binary) << content;
}

std::vector<std::string> events_in(const fs::path& file) {
  std::vector<std::string> lines;
  const auto read = read_log(file, [&](const Event& event) {
    const auto text = test::describe(event);
    lines.push_back(event.sources.front().file.substr(file.string().size()) + " " +
                    text.substr(0, text.rfind(" @")));
  });
  REQUIRE(read.has_value());
  return lines;
}

std::string error_of(const fs::path& file) {
  const auto read = read_log(file, [](const Event&) {});
  REQUIRE(read.has_error());
  CHECK(read.error().code == Errc::bad_input);
  return read.error().message;
}

const std::string saved = "Cache saved with key: k\n";

}  // namespace

TEST_CASE("an archive of jobs is one run", "[cilog]") {
  const tests::TempFolder folder;
  const auto file = zipped(folder.path(), {{"1_test.txt", "Post job cleanup.\n"},
                                           {"0_build.txt", saved},
                                           {"build/1_Set up job.txt", saved}});
  using Lines = std::vector<std::string>;
  CHECK(events_in(file) == Lines{":0_build.txt log archive=" + file, ":0_build.txt job build",
                                 ":0_build.txt save saved key=k", ":0_build.txt job ends",
                                 ":1_test.txt log archive=" + file, ":1_test.txt job test",
                                 ":1_test.txt step Post job cleanup. post", ":1_test.txt step ends",
                                 ":1_test.txt job ends"});
}

TEST_CASE("an archive of steps tells their names", "[cilog]") {
  const tests::TempFolder folder;
  const auto file =
      zipped(folder.path(), {{"build/10_Post Cache mounts.txt", "Post job cleanup.\n" + saved},
                             {"build/2_Cache mounts.txt",
                              "##[group]Run actions/cache@v5\nwith:\n  path: a\n  key: k\n"
                              "##[endgroup]\nCache not found for input keys: k\n"}});
  const auto lines = events_in(file);
  CHECK(std::count(lines.begin(), lines.end(),
                   ":build/10_Post Cache mounts.txt step Post Cache mounts post") == 1);
  CHECK(std::count(lines.begin(), lines.end(),
                   ":build/10_Post Cache mounts.txt save saved key=k path=a") == 1);
  CHECK(lines.front().starts_with(":build/2_Cache mounts.txt log"));
}

TEST_CASE("a log that is cut, damaged or none gets a clear answer", "[cilog]") {
  const tests::TempFolder folder;
  const auto file = zipped(folder.path(), {{"0_a.txt", std::string(100'000, 'x') + saved}});
  fs::resize_file(file, fs::file_size(file) / 2);
  CHECK(error_of(file).find("cannot be unpacked to its end") != std::string::npos);

  const auto pictures = zipped(folder.path(), {{"a.png", "x"}});
  CHECK(error_of(pictures).find("has no logs") != std::string::npos);

  std::string junk;
  for (unsigned i = 0, x = 1; i < 100'000; ++i, x = x * 1'664'525 + 1'013'904'223)
    junk += static_cast<char>(x >> 24);
  write(folder.path() / "junk", junk);
  CHECK(error_of(folder.path() / "junk").find("is no log: it is not text") != std::string::npos);

  CHECK(error_of(folder.path() / "none").find("cannot read the log") != std::string::npos);
  CHECK(error_of(folder.path()).find("is a directory") != std::string::npos);
}

TEST_CASE("a job that printed what is no text does not hide the others", "[cilog]") {
  const tests::TempFolder folder;
  const auto sink = [](const Event&) {};
  const std::string junk(60'000, '\0');
  const auto one = read_log(zipped(folder.path(), {{"0_a.txt", junk}, {"1_b.txt", saved}}), sink);
  REQUIRE(one.has_value());
  CHECK(one->binary_files == 1);
  CHECK(one->events == 1);
  error_of(zipped(folder.path(), {{"0_a.txt", junk}, {"1_b.txt", junk}}));
  error_of(zipped(folder.path(), {{"0_a.txt", junk}, {"1_b.txt", "hello\n"}}));
}

TEST_CASE("a file with a negative number has a number", "[cilog]") {
  const tests::TempFolder folder;
  const auto file = zipped(folder.path(), {{"0_b.txt", saved}, {"-9999999999_a.txt", saved}});
  CHECK(events_in(file)[1] == ":-9999999999_a.txt job a");
}

TEST_CASE("an empty log and one without any known line are read", "[cilog]") {
  const tests::TempFolder folder;
  const auto sink = [](const Event&) {};
  write(folder.path() / "empty", "");
  const auto empty = read_log(folder.path() / "empty", sink);
  REQUIRE(empty.has_value());
  CHECK((empty->lines == 0 && empty->events == 0));
  write(folder.path() / "other", "hello\nworld\n");
  const auto other = read_log(folder.path() / "other", sink);
  REQUIRE(other.has_value());
  CHECK((other->lines == 2 && other->events == 0));
}

TEST_CASE("a compressed log is read as the text in it", "[cilog]") {
  const tests::TempFolder folder;
  write(folder.path() / "log.gz",
        std::string_view(
            "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x73\x4e\x4c\xce\x48\x55\x28\x4e\x2c\x4b\x4d"
            "\x51\x28\xcf\x2c\xc9\x50\xc8\x4e\xad\xb4\x52\xc8\xe6\x02\x00\x28\x57\xa2\x2c\x18\x00"
            "\x00\x00",
            44));
  CHECK(events_in(folder.path() / "log.gz")[2] == " save saved key=k");
}
