// SPDX-License-Identifier: Apache-2.0
#include <tests/support/result_printer.hpp>
#include <tests/unit/script/script_fixture.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <filesystem>

namespace bxbench::script {
namespace {

using Catch::Matchers::ContainsSubstring;

const std::string no_edits = "  edits = {},\n";

suite::Workload load_workload(const ScriptTree& tree, const std::string& more) {
  auto suite = load({tree.write_workload(more)});
  if (!suite) FAIL(suite.error().message);
  for (const auto& workload : suite->workloads)
    if (workload.name == "tiny") return workload;
  FAIL("not loaded");
  return {};
}

std::string workload_error(const ScriptTree& tree, const std::string& more) {
  const auto suite = load({tree.write_workload(more)});
  return suite ? "no error" : suite.error().message.substr(tree.root().string().size() + 1);
}

}  // namespace

TEST_CASE("a workload's paths start at its folder", "[script]") {
  ScriptTree tree;
  const auto workload = load_workload(tree, no_edits + "  lock_files = { 'lock.txt' },\n");
  CHECK(workload.root == tree.root());
  CHECK(workload.context == tree.root() / "app");
  CHECK(workload.dockerfiles.at("layer") == tree.root() / "Dockerfile.layer");
  CHECK(workload.lock_files == std::vector<std::string>{"lock.txt"});
  CHECK(workload.artifact.marker == "marker-0");
}

TEST_CASE("a variant is a workload of its own with other Dockerfiles", "[script]") {
  ScriptTree tree;
  const auto file = tree.write_workload(
      "  edits = { source = edit.touch('main.txt') },\n  variants = { naive = { summary = 'All in "
      "one',\n    dockerfiles = { layer = 'Dockerfile.mount' } } },\n");
  const auto suite = load({file});
  REQUIRE(suite);
  const suite::Workload* naive = nullptr;
  for (const auto& workload : suite->workloads)
    if (workload.name == "tiny.naive") naive = &workload;
  REQUIRE(naive != nullptr);
  CHECK(naive->variant_of == "tiny");
  CHECK(naive->summary == "All in one");
  CHECK(naive->dockerfiles ==
        std::map<std::string, std::filesystem::path>{{"layer", tree.root() / "Dockerfile.mount"}});
  CHECK(naive->edits.contains("source"));
  CHECK(naive->artifact.marker == "marker-0");
}

TEST_CASE("a variant without a Dockerfile or with a wrong name is refused with its line",
          "[script]") {
  ScriptTree tree;
  CHECK_THAT(workload_error(tree, no_edits + "  variants = {\n    empty = { summary = 'x', "
                                             "dockerfiles = {} } },\n"),
             ContainsSubstring("workload.variants.empty.dockerfiles names no Dockerfile"));
  CHECK_THAT(workload_error(tree, no_edits + "  variants = { ['a/b'] = { summary = 'x', "
                                             "dockerfiles = { layer = 'Dockerfile.layer' } } },\n"),
             ContainsSubstring("workload.variants.a/b: a variant's name"));
  CHECK_THAT(workload_error(tree, no_edits + "  variants = { gone = { summary = 'x', dockerfiles = "
                                             "{ layer = 'Dockerfile.gone' } } },\n"),
             ContainsSubstring("workload.variants.gone.dockerfiles.layer: there is no file"));
}

TEST_CASE("a cache mount without an id takes its target", "[script]") {
  ScriptTree tree;
  const auto mounts = load_workload(tree, no_edits +
                                              "  cache_mounts = { { id = 'mod', target = '/mod' }, "
                                              "{ target = '/build' } },\n")
                          .cache_mounts;
  REQUIRE(mounts.size() == 2);
  CHECK(mounts[0].id == "mod");
  CHECK(mounts[1].id == "/build");
}

TEST_CASE("a cache mount has what a Dockerfile can declare", "[script]") {
  ScriptTree tree;
  const auto mounts =
      load_workload(tree, no_edits +
                              "  cache_mounts = { { id = 'm', target = '/m', uid = 1000, gid "
                              "= 0, mode = '0770', sharing = 'locked' }, "
                              "{ target = '/n' } },\n")
          .cache_mounts;
  REQUIRE(mounts.size() == 2);
  CHECK(mounts[0].uid == 1000U);
  CHECK(mounts[0].gid == 0U);
  CHECK(mounts[0].mode == 0770U);
  CHECK(mounts[0].sharing == "locked");
  CHECK_FALSE(mounts[1].uid.has_value());
  CHECK(mounts[1].sharing.empty());
}

TEST_CASE("a cache mount's mode is octal and its sharing is one that BuildKit knows", "[script]") {
  ScriptTree tree;
  const auto error = [&](const std::string& field) {
    return workload_error(tree,
                          no_edits + "  cache_mounts = { { target = '/m', " + field + " } },\n");
  };
  CHECK(error("mode = '0789'").find("octal") != std::string::npos);
  CHECK(error("mode = 755").find("octal") != std::string::npos);
  CHECK(error("sharing = 'lokced'").find("'locked'") != std::string::npos);
  CHECK(error("uid = -1") != "no error");
}

TEST_CASE("bases and fixtures are read", "[script]") {
  ScriptTree tree;
  tree.write("proxy/Dockerfile", "FROM scratch\n");
  const auto workload = load_workload(
      tree, no_edits +
                "  bases = { ['golang:1.19'] = base.debian { packages = { 'golang-go' }, exclude = "
                "{ '/usr/share/x/*' }, env = { "
                "PATH = '/bin' } }, ['busybox:1.36'] = base.busybox {} },\n"
                "  fixtures = { modules = fixture.build { context = 'proxy', build_arg = "
                "'GOPROXY', path = '/mod', overlay = 'over' } },\n"
                "  lock_files = { 'from-overlay.sum' },\n");
  CHECK(workload.bases.at("golang:1.19").packages == std::vector<std::string>{"golang-go"});
  CHECK(workload.bases.at("golang:1.19").env.at("PATH") == "/bin");
  CHECK(workload.bases.at("golang:1.19").exclude == std::vector<std::string>{"/usr/share/x/*"});
  CHECK(workload.bases.at("golang:1.19").suite == "bookworm");
  CHECK(workload.bases.at("busybox:1.36").kind == suite::BaseRecipe::Kind::busybox);
  CHECK(workload.fixtures.at(0).context == tree.root() / "proxy");
  CHECK(workload.fixtures.at(0).build_arg == "GOPROXY");
}

TEST_CASE("an edit is one operation or a list of them", "[script]") {
  ScriptTree tree;
  const auto edits = load_workload(tree,
                                   "  edits = { source = edit.append('main.txt', '%{marker}'),\n"
                                   "    two = { edit.replace('main.txt', 'marker-[0-9]+', 'x'), "
                                   "edit.touch('lock.txt'),\n"
                                   "      edit.copy('lock.txt', 'main.txt') } },\n")
                         .edits;
  CHECK(edits.at("source").operations.at(0).text == "%{marker}");
  CHECK(edits.at("source").operations.at(0).kind == suite::EditOperation::Kind::append);
  CHECK(edits.at("two").operations.at(0).pattern == "marker-[0-9]+");
  CHECK(edits.at("two").operations.at(1).kind == suite::EditOperation::Kind::touch);
  CHECK(edits.at("two").operations.at(2).kind == suite::EditOperation::Kind::copy);
  CHECK(edits.at("two").operations.at(2).text == "main.txt");
}

TEST_CASE("a missing Dockerfile is named with field, line and path", "[script]") {
  ScriptTree tree;
  const auto file = tree.write_workload(no_edits);
  std::filesystem::remove(tree.root() / "Dockerfile.mount");
  const auto suite = load({file});
  REQUIRE_FALSE(suite.has_value());
  CHECK(suite.error().code == Errc::bad_input);
  CHECK(suite.error().message == file.string() +
                                     ":3: workload.dockerfiles.mount: there is no file " +
                                     (tree.root() / "Dockerfile.mount").string());
}

TEST_CASE("a wrong edit is named by its path", "[script]") {
  ScriptTree tree;
  CHECK(
      workload_error(
          tree, "  edits = {\n    source = { edit.touch('a'), edit.append(7, 'x') },\n  },\n") ==
      "workload.lua:6: workload.edits.source[2].path must be a relative path without '..', not 7");
  CHECK_THAT(workload_error(tree, "  edits = { source = { edit.remove('../x') } },\n"),
             ContainsSubstring("workload.edits.source[1].path must be a relative path"));
  CHECK_THAT(workload_error(tree, "  edits = { source = edit.append('main.txt') },\n"),
             ContainsSubstring("workload.edits.source.text is missing"));
  CHECK_THAT(workload_error(tree, "  edits = { source = edit.replace('main.txt', '(', 'x') },\n"),
             ContainsSubstring("workload.lua:5: workload.edits: '(' is not a regular expression"));
  CHECK_THAT(workload_error(tree, "  edits = { source = { 'main.txt' } },\n"),
             ContainsSubstring("workload.edits.source[1] must be made by edit.…"));
}

TEST_CASE("a missing lock file is refused", "[script]") {
  ScriptTree tree;
  CHECK_THAT(workload_error(tree, no_edits + "  lock_files = { 'go.sum' },\n"),
             ContainsSubstring("workload.lua:6: workload.lock_files: there is no file"));
}

}  // namespace bxbench::script
