// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/ignore_file.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>

#include <fstream>

namespace fs = std::filesystem;
using namespace bxbench;
using namespace bxbench::cli;

namespace {

void put(const fs::path& file, const std::string& text = "x\n") {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

diagnosis::WorkflowFacts workflow(const fs::path& root, const std::string& with) {
  return diagnosis::read_workflow(
             "jobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with: " +
                 with + "\n",
             (root / ".github/workflows/ci.yml").string())
      .value();
}

}  // namespace

TEST_CASE("the ignore file of a build lies in its context", "[cli][diagnosis]") {
  const tests::TempFolder root;
  const auto file = root.path() / "docker/Dockerfile";
  put(file);
  put(root.path() / ".dockerignore");
  const auto from_root = workflow(root.path(), "{context: ., file: docker/Dockerfile}");
  auto found = find_ignore_file(file, &from_root);
  REQUIRE(found.file);
  CHECK(found.file->file == (root.path() / ".dockerignore").string());

  put(root.path() / "docker/.dockerignore");
  CHECK(find_ignore_file(file, &from_root).file->file == (root.path() / ".dockerignore").string());
  const auto from_folder = workflow(root.path(), "{context: docker}");
  CHECK(find_ignore_file(file, &from_folder).file->file ==
        (root.path() / "docker/.dockerignore").string());

  put(file.string() + ".dockerignore");
  CHECK(find_ignore_file(file, &from_root).file->file == file.string() + ".dockerignore");
}

TEST_CASE("without a context nobody knows that there is no ignore file", "[cli][diagnosis]") {
  const tests::TempFolder root;
  const auto file = root.path() / "docker/Dockerfile";
  put(file);
  CHECK_FALSE(find_ignore_file(file, nullptr).certain);
  const auto open = workflow(root.path(), "{context: '${{ inputs.context }}'}");
  CHECK_FALSE(find_ignore_file(file, &open).certain);
  const auto known = workflow(root.path(), "{context: docker}");
  CHECK(find_ignore_file(file, &known).certain);
  CHECK_FALSE(find_ignore_file(file, &known).file);
}
