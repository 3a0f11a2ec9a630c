// SPDX-License-Identifier: Apache-2.0
#include <harness/support/files.hpp>
#include <harness/workspace/context_files.hpp>
#include <harness/workspace/ignore_rules.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>

namespace fs = std::filesystem;
using namespace bxbench;
using namespace bxbench::workspace;

namespace {

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  REQUIRE(write_file_atomically(file, text));
}

}  // namespace

TEST_CASE("rules of .dockerignore cover what BuildKit's cover", "[workspace]") {
  const IgnoreRules rules("# comment\n/docs/\n*.log\n**/*.tmp\n!keep.log\na/?.c\n\n  spaced  \n");
  CHECK(rules.ignores("docs/a/b.md"));
  CHECK(rules.ignores("x.log"));
  CHECK_FALSE(rules.ignores("sub/x.log"));
  CHECK(rules.ignores("sub/deep/x.tmp"));
  CHECK(rules.ignores("x.tmp"));
  CHECK_FALSE(rules.ignores("keep.log"));
  CHECK(rules.ignores("a/b.c"));
  CHECK_FALSE(rules.ignores("a/bb.c"));
  CHECK(rules.ignores("spaced"));
  CHECK_FALSE(rules.ignores("# comment"));
  CHECK_FALSE(IgnoreRules(".\n!\n[\n").ignores("a"));
}

TEST_CASE("a rule that takes back opens an ignored directory", "[workspace]") {
  const IgnoreRules rules("*\n!src\nsrc/*.o\n");
  CHECK(rules.ignores("README"));
  CHECK_FALSE(rules.ignores("src/a.c"));
  CHECK(rules.ignores("src/a.o"));
}

TEST_CASE("a rule that takes back a directory takes back nothing that others ignore in it",
          "[workspace]") {
  const IgnoreRules by_name("**/*.md\n!docs\n"), by_path("a/b\n!a\n");
  CHECK(by_name.ignores("docs/README.md"));
  CHECK_FALSE(by_name.ignores("docs/a.txt"));
  CHECK(by_path.ignores("a/b"));
  CHECK(by_path.ignores("a/b/c"));
  CHECK_FALSE(by_path.ignores("a/c"));
}

TEST_CASE("a context is listed with modes and contents, times left out", "[workspace]") {
  const tests::TempFolder temp;
  write(temp / "Dockerfile", "FROM scratch\n");
  write(temp / "src/a.c", "one");
  write(temp / "notes/n.md", "n");
  write(temp / ".dockerignore", "notes\n");
  fs::create_symlink("src/a.c", temp / "link");
  auto files = read_context(temp.path(), temp / "Dockerfile");
  REQUIRE(files);
  CHECK(files->at("src/a.c").content.size() == 64);
  CHECK(files->at("src").kind == 'd');
  CHECK(files->at("link").content == "src/a.c");
  CHECK(files->at("notes").ignored);
  CHECK(was_ignored(*files, "notes/n.md"));
  CHECK_FALSE(was_ignored(*files, "src/a.c"));
  const auto before = files->at("src/a.c");
  fs::last_write_time(temp / "src/a.c", fs::file_time_type::clock::now() - std::chrono::hours(1));
  fs::permissions(temp / "src/a.c", fs::perms(0755));
  files = read_context(temp.path(), temp / "Dockerfile");
  CHECK(files->at("src/a.c").content == before.content);
  CHECK(files->at("src/a.c").mode == 0755U);
}

TEST_CASE("a Dockerfile's own ignore file replaces .dockerignore", "[workspace]") {
  const tests::TempFolder temp;
  write(temp / "Dockerfile", "FROM scratch\n");
  write(temp / "a", "a");
  write(temp / "b", "b");
  write(temp / ".dockerignore", "a\n");
  write(temp / "Dockerfile.dockerignore", "b\n");
  const auto files = read_context(temp.path(), temp / "Dockerfile");
  REQUIRE(files);
  CHECK_FALSE(files->at("a").ignored);
  CHECK(files->at("b").ignored);
}
