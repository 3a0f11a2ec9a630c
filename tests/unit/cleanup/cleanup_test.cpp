// SPDX-License-Identifier: Apache-2.0
#include <harness/cleanup/scratch.hpp>
#include <harness/cleanup/sweep.hpp>
#include <harness/cleanup/tear_down.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace bxbench::cleanup {
namespace {

/// Scratch directories of a test live below a folder of its own.
class ScratchPlace {
 public:
  ScratchPlace() {
    if (const char* set = std::getenv("TMPDIR")) before_ = set;
    ::setenv("TMPDIR", temp_.path().c_str(), 1);
  }
  ~ScratchPlace() {
    if (before_)
      ::setenv("TMPDIR", before_->c_str(), 1);
    else
      ::unsetenv("TMPDIR");
  }

 private:
  tests::TempFolder temp_{"/var/tmp"};  // a short path, whatever TMPDIR is
  std::optional<std::string> before_;
};

/// A program that belongs to a directory, as those that bxbench starts do.
pid_t start_owned_by(const fs::path& directory) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::setenv(owner_variable, directory.c_str(), 1);
    ::execlp("sleep", "sleep", "60", static_cast<char*>(nullptr));
    ::_exit(127);
  }
  for (int tries = 0; tries < 500; ++tries) {  // until exec has replaced the environment
    std::ifstream in(fs::path("/proc") / std::to_string(child) / "comm");
    std::string name;
    if (std::getline(in, name) && name == "sleep") break;
    ::usleep(2000);
  }
  return child;
}

bool was_killed(pid_t child) {
  int status = 0;
  for (int tries = 0; tries < 500; ++tries) {
    if (::waitpid(child, &status, WNOHANG) == child) return WIFSIGNALED(status);
    ::usleep(2000);
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, &status, 0);
  return false;
}

TEST_CASE("tearing a directory down kills what belongs to it and removes it", "[cleanup]") {
  const tests::TempFolder temp;
  fs::create_directories(temp / "run/a");
  const auto inside = start_owned_by(temp / "run/a");
  const auto outside = start_owned_by(temp / "running");  // a name that only begins alike
  const auto torn = tear_down(temp / "run");
  CHECK(torn.problems.empty());
  CHECK(was_killed(inside));
  CHECK_FALSE(fs::exists(temp / "run"));
  CHECK(::kill(outside, 0) == 0);
  ::kill(outside, SIGKILL);
  ::waitpid(outside, nullptr, 0);
}

TEST_CASE("a scratch directory goes with its object", "[cleanup]") {
  const ScratchPlace place;
  fs::path path;
  {
    auto scratch = Scratch::create();
    REQUIRE(scratch);
    path = scratch->path();
    CHECK(fs::is_directory(path));
  }
  CHECK_FALSE(fs::exists(path));
}

TEST_CASE("a scratch place that is too long for sockets is refused with advice", "[cleanup]") {
  const tests::TempFolder temp;
  const auto deep = temp / std::string(80, 'x');
  ::setenv("TMPDIR", deep.c_str(), 1);
  const auto scratch = Scratch::create();
  ::unsetenv("TMPDIR");
  REQUIRE_FALSE(scratch);
  CHECK(scratch.error().code == Errc::environment);
  CHECK(scratch.error().hint.find("TMPDIR") != std::string::npos);
}

TEST_CASE("a sweep removes what a dead run left and nothing of a run that lives", "[cleanup]") {
  const ScratchPlace place;
  auto alive = Scratch::create();
  REQUIRE(alive);
  const auto dead = scratch_places().front() / "dead";
  fs::create_directories(dead / "t1" / "data");
  const auto orphan = start_owned_by(dead / "t1");
  const auto found = sweep();
  REQUIRE(found.size() == 1);
  CHECK(found[0].directory == dead);
  CHECK(found[0].problems.empty());
  CHECK(was_killed(orphan));
  CHECK_FALSE(fs::exists(dead));
  CHECK(fs::exists(alive->path()));
}

}  // namespace
}  // namespace bxbench::cleanup
