// SPDX-License-Identifier: Apache-2.0
#include <harness/support/files.hpp>
#include <harness/workspace/workspace.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>

namespace fs = std::filesystem;

namespace bxbench::workspace {
namespace {

using Kind = suite::EditOperation::Kind;

struct Project {
  tests::TempFolder temp;
  suite::Workload workload;

  Project() {
    workload.name = "example";
    workload.context = temp / "app";
    workload.artifact = {"/app", "initial"};
    workload.lock_files = {"lock"};
    write("main.c", "int v = 1; // old\n");
    write("lock", "a 1\n");
  }
  void write(const std::string& name, const std::string& text) {
    fs::create_directories((workload.context / name).parent_path());
    REQUIRE(write_file_atomically(workload.context / name, text));
  }
  void edit(const std::string& name, std::vector<suite::EditOperation> operations) {
    workload.edits[name] = {name, std::move(operations)};
  }
  Workspace open() {
    auto workspace = Workspace::create(workload, temp / "work", {});
    REQUIRE(workspace);
    return std::move(*workspace);
  }
  std::string in_checkout(const Workspace& workspace, const std::string& name) {
    fs::remove_all(temp / "out");
    REQUIRE(workspace.check_out(temp / "out"));
    const auto text = read_file(temp / "out" / name);
    return text ? *text : "(absent)";
  }
};

TEST_CASE("an edit changes the copy and never the user's files", "[workspace]") {
  Project project;
  project.edit("source", {{Kind::append, "main.c", "", "// %{marker} %{marker}\n"},
                          {Kind::write, "new/file", "", "%{marker}"}});
  auto workspace = project.open();
  CHECK(workspace.marker() == "initial");
  REQUIRE(workspace.edit("source", "m1"));
  CHECK(workspace.marker() == "m1");
  CHECK(project.in_checkout(workspace, "main.c") == "int v = 1; // old\n// m1 m1\n");
  CHECK(project.in_checkout(workspace, "new/file") == "m1");
  CHECK(read_file(project.workload.context / "main.c").value() == "int v = 1; // old\n");
}

TEST_CASE("replace takes a regular expression that must match", "[workspace]") {
  Project project;
  project.edit("good", {{Kind::replace, "main.c", "v = [0-9]+", "v = 2"}});
  project.edit("bad", {{Kind::replace, "main.c", "w = 1", ""}});
  project.edit("broken", {{Kind::replace, "main.c", "(", ""}});
  auto workspace = project.open();
  REQUIRE(workspace.edit("good", "m"));
  CHECK(project.in_checkout(workspace, "main.c") == "int v = 2; // old\n");
  CHECK(workspace.edit("bad", "m").error().message ==
        "workload 'example': edit 'bad': the pattern 'w = 1' matches nothing in main.c");
  CHECK(workspace.edit("broken", "m").error().code == Errc::bad_input);
}

TEST_CASE("copy takes another file's content, not its mode", "[workspace]") {
  Project project;
  fs::permissions(project.workload.context / "main.c", fs::perms(0755));
  project.edit("copy", {{Kind::copy, "main.c", "", "lock"}});
  project.edit("missing", {{Kind::copy, "main.c", "", "no-lock"}});
  auto workspace = project.open();
  REQUIRE(workspace.edit("copy", "m"));
  CHECK(project.in_checkout(workspace, "main.c") == "a 1\n");
  CHECK(fs::status(project.temp / "work/main.c").permissions() == fs::perms(0755));
  CHECK(workspace.edit("missing", "m").error().message ==
        "workload 'example': edit 'missing': there is no file no-lock");
}

TEST_CASE("remove takes a file away, touch leaves its content", "[workspace]") {
  Project project;
  project.edit("remove", {{Kind::remove, "main.c", "", ""}});
  project.edit("touch", {{Kind::touch, "lock", "", ""}});
  auto workspace = project.open();
  REQUIRE(workspace.edit("touch", "m"));
  CHECK(project.in_checkout(workspace, "lock") == "a 1\n");
  REQUIRE(workspace.edit("remove", "m"));
  CHECK(project.in_checkout(workspace, "main.c") == "(absent)");
  CHECK_FALSE(workspace.edit("remove", "m"));
}

TEST_CASE("an edit that writes no marker keeps the one that is expected", "[workspace]") {
  Project project;
  project.edit("mode", {{Kind::chmod, "main.c", "", "0700"}});
  project.edit("mark", {{Kind::append, "main.c", "", "%{marker}"}});
  auto workspace = project.open();
  const auto before = workspace.marker();
  REQUIRE(workspace.edit("mode", "m-1"));
  CHECK(workspace.marker() == before);
  CHECK(fs::status(project.temp / "work/main.c").permissions() == fs::perms(0700));
  REQUIRE(workspace.edit("mark", "m-2"));
  CHECK(workspace.marker() == "m-2");
}

TEST_CASE("an edit keeps a file's mode", "[workspace]") {
  Project project;
  fs::permissions(project.workload.context / "main.c", fs::perms(0755));
  project.edit("append", {{Kind::append, "main.c", "", "x"}});
  auto workspace = project.open();
  REQUIRE(workspace.edit("append", "m"));
  CHECK(fs::status(project.temp / "work/main.c").permissions() == fs::perms(0755));
}

TEST_CASE("an edit does not follow a link out of the context", "[workspace]") {
  Project project;
  fs::create_directories(project.temp / "outside");
  fs::create_symlink(project.temp / "outside", project.workload.context / "dir");
  project.edit("write", {{Kind::write, "dir/file", "", "x"}});
  auto workspace = project.open();
  const auto edited = workspace.edit("write", "m");
  REQUIRE_FALSE(edited);
  CHECK(edited.error().code == Errc::bad_input);
  CHECK_FALSE(fs::exists(project.temp / "outside/file"));
}

TEST_CASE("an unknown edit is an error with a suggestion", "[workspace]") {
  Project project;
  project.edit("source", {});
  auto workspace = project.open();
  CHECK(workspace.edit("sorce", "m").error().message ==
        "workload 'example' has no edit 'sorce' (did you mean 'source'?)");
}

TEST_CASE("the lock hash changes with a lock file and with nothing else", "[workspace]") {
  Project project;
  project.edit("source", {{Kind::append, "main.c", "", "x"}});
  project.edit("dependency", {{Kind::append, "lock", "", "b 2\n"}});
  auto workspace = project.open();
  const auto before = workspace.lock_hash().value();
  REQUIRE(workspace.edit("source", "m"));
  CHECK(workspace.lock_hash().value() == before);
  REQUIRE(workspace.edit("dependency", "m"));
  CHECK(workspace.lock_hash().value() != before);
}

}  // namespace
}  // namespace bxbench::workspace
