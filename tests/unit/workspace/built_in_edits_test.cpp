// SPDX-License-Identifier: Apache-2.0
// The edits of the workloads that come with bxbench, on their own files.
#include <harness/script/loader.hpp>
#include <harness/support/files.hpp>
#include <harness/workspace/apply_edit.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <set>

namespace fs = std::filesystem;

namespace bxbench::workspace {
namespace {

/// Files that a fixture lays over the context are not there before it is built.
suite::Edit on_own_files(suite::Edit edit, const fs::path& context) {
  std::set<std::string> written;
  std::erase_if(edit.operations, [&](const auto& operation) {
    using Kind = suite::EditOperation::Kind;
    if (operation.kind == Kind::write) return !written.insert(operation.path).second;
    const auto& read = operation.kind == Kind::copy ? operation.text : operation.path;
    return !written.contains(read) && !fs::exists(context / read);
  });
  return edit;
}

TEST_CASE("every edit of a built-in workload finds what it changes", "[workspace]") {
  const auto suite = script::load_suite({BXBENCH_PROJECT_ROOT, {}, {}});
  REQUIRE(suite);
  int applied = 0;
  for (const auto& workload : suite->workloads) {
    if (!workload.variant_of.empty()) continue;
    for (const auto& [name, edit] : workload.edits) {
      CAPTURE(workload.name, name);
      const tests::TempFolder temp;
      REQUIRE(copy_tree(workload.context, temp / "app"));
      CHECK(apply_edit(on_own_files(edit, temp / "app"), "marker-1", temp / "app"));
      ++applied;
    }
  }
  CHECK(applied > 30);
}

TEST_CASE("the workloads of the five languages have the same edits", "[workspace]") {
  const auto suite = script::load_suite({BXBENCH_PROJECT_ROOT, {}, {}});
  REQUIRE(suite);
  int found = 0;
  for (const auto& workload : suite->workloads) {
    if (!std::set<std::string>{"go", "rust", "cpp", "node", "python"}.contains(workload.name))
      continue;
    ++found;
    CAPTURE(workload.name);
    for (const auto* edit :
         {"source", "dependency", "version", "dockerfile", "touch-only", "commit"})
      CHECK(workload.edits.contains(edit));
    CHECK(workload.dockerfiles.size() == 2);
    CHECK_FALSE(workload.cache_mounts.empty());
  }
  CHECK(found == 5);
}

}  // namespace
}  // namespace bxbench::workspace
