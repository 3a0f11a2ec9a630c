// SPDX-License-Identifier: Apache-2.0
// `bxbench compare` on real runs: a step that was made slower is caught and named.
#include <harness/support/files.hpp>
#include <tests/integration/program.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <fstream>

namespace fs = std::filesystem;
using Catch::Matchers::ContainsSubstring;

namespace bxbench::tests {
namespace {

/// A copy of workload `shell` whose Dockerfile a test may change.
class OwnWorkload {
 public:
  explicit OwnWorkload(const Program& program) : folder_(program.folder() / "own") {
    fs::copy(fs::path(BXBENCH_PROJECT_ROOT) / "scenarios/workloads/shell", folder_,
             fs::copy_options::recursive);
    replace(folder_ / "workload.lua", "name = \"shell\"", "name = \"own\"");
  }

  std::string script() const { return (folder_ / "workload.lua").string(); }

  /// Makes the step that compiles sleep, or sleep once more.
  void slow_down() const {
    replace(folder_ / "app/Dockerfile.layer", "sh tools/compile", "sleep 3 && sh tools/compile");
  }

 private:
  static void replace(const fs::path& file, const std::string& from, const std::string& to) {
    auto text = read_file(file).value();
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    std::ofstream(file) << text;
  }
  fs::path folder_;
};

/// The folder of a run of one scenario, below `output`.
fs::path measured(Program& program, const OwnWorkload& workload, const std::string& output) {
  const auto place = program.folder() / output;
  const auto ended = program.run({"run", workload.script(), "-s", "none", "-c", "source-change",
                                  "-n", "3", "-q", "-o", place.string()});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  return *fs::directory_iterator(place);
}

TEST_CASE("a step that was made slower is caught by the gate and named", "[compare]") {
  Program program;
  const OwnWorkload workload(program);
  const auto base = measured(program, workload, "base").string();
  const auto same = program.run({"compare", base, base});
  INFO(same.out << same.err);
  CHECK(same.code == 0);
  CHECK_THAT(same.out, ContainsSubstring("passed: of 1 cell"));

  workload.slow_down();
  const auto now = measured(program, workload, "new").string();
  const auto slower = program.run({"compare", base, now}, {{"COLUMNS", "400"}});  // unwrapped
  INFO(slower.out << slower.err);
  CHECK(slower.code == 1);
  CHECK_THAT(slower.out, ContainsSubstring("FAILED: 1 of 1 cell"));
  CHECK_THAT(slower.out, ContainsSubstring("RUN sleep 3 && sh tools/compile") &&
                             ContainsSubstring("(was: RUN sh tools/compile"));
  CHECK_THAT(slower.out, ContainsSubstring("other scripts or workloads"));

  const auto list = program.write("tolerated", "# known\n*/*/source* +900% 2999-12-31 sleeps\n");
  CHECK(program.run({"compare", base, now, "--tolerate", list}).code == 0);

  const auto confirmed = program.run({"compare", base, now, "--confirm", "-n", "3"});
  INFO(confirmed.err);
  CHECK(confirmed.code == 1);
  CHECK_THAT(confirmed.err, ContainsSubstring("measuring 1 cell again"));
  CHECK(std::distance(fs::directory_iterator(program.folder() / "new"), {}) == 2);
  CHECK(program.leftovers() == "");

  workload.slow_down();  // it sleeps twice now: no longer what the new run measured
  const auto refused = program.run({"compare", base, now, "--confirm"});
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, ContainsSubstring("Dockerfile"));
}

TEST_CASE("runs that cannot be compared are refused with the reason", "[compare]") {
  Program program;
  const auto none = program.run({"compare", "nowhere", "nowhere"});
  CHECK(none.code == 2);
  CHECK_THAT(none.err, ContainsSubstring("no run at nowhere"));
  const auto torn = program.write("torn/journal.jsonl", "{\"record\":\"run_sta");
  const auto unread = program.run({"compare", torn, torn});
  CHECK(unread.code == 2);
  const auto bad = program.write("list", "go/mount 20%\n");
  const auto refused = program.run({"compare", "a", "b", "--tolerate", bad});
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, ContainsSubstring("list:1"));
}

}  // namespace
}  // namespace bxbench::tests
