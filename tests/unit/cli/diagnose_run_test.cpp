// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/diagnose_run.hpp>
#include <harness/diagnosis/profile.hpp>
#include <harness/journal/journal.hpp>
#include <harness/support/files.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/samples.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>

using namespace bxbench;

namespace {

/// A run with a trial for each repetition of one cell.
class Run {
 public:
  Run() : journal_(*journal::Journal::create(folder_ / "journal.jsonl")) {
    journal::RunStarted started;
    started.id = "run-1";
    REQUIRE(journal_.append(started));
  }
  /// `restored`: bytes of the archive that the measured job of the trial found.
  std::string add_trial(int repetition, Bytes restored, bool expected = false) {
    journal::TrialFinished trial;
    trial.trial = fmt::format("trial-{}", repetition);
    trial.cell = {"go", "mount", "source-change", ""};
    trial.repetition = repetition;
    auto sample = test::warm_mounts();
    sample.trial = trial.trial;
    sample.cell = {"go", "mount", "source-change", "rebuild"};
    sample.evidence.restore->bytes = restored;
    if (expected)
      sample.verdicts = {{"empty-restore", measure::Verdict::Outcome::fail, "198 bytes", "", true}};
    trial.samples.push_back(sample);
    REQUIRE(journal_.append(trial));
    return trial.trial;
  }
  void keep(const std::string& trial, const std::string& job, const std::string& steps) {
    const auto folder = folder_.path() / "logs" / trial;
    REQUIRE(make_directories(folder));
    REQUIRE(write_file_atomically(folder / (job + ".steps.jsonl"), steps));
  }
  cli::RunDiagnosis diagnose() const {
    auto told = cli::diagnose_run(folder_.path(), diagnosis::profiles().front());
    REQUIRE(told);
    return *told;
  }

 private:
  tests::TempFolder folder_;
  journal::Journal journal_;
};

std::vector<diagnosis::Finding> failures(const cli::RunDiagnosis& told) {
  std::vector<diagnosis::Finding> failed;
  for (const auto& one : told.findings)
    if (one.outcome == diagnosis::Outcome::fail) failed.push_back(one);
  return failed;
}

}  // namespace

TEST_CASE("what several repetitions of a cell show is one finding, named by the cell", "[cli]") {
  Run run;
  run.add_trial(1, 198);
  run.add_trial(2, 198);
  run.add_trial(3, 8'000'000);
  const auto told = run.diagnose();
  CHECK(told.read.ends_with(": 3 jobs of 3 trials"));
  const auto failed = failures(told);
  REQUIRE_FALSE(failed.empty());
  CHECK(failed[0].rule == "empty-restore");
  CHECK(failed[0].job == "go/mount/source-change/rebuild");
  CHECK(failed[0].evidence.ends_with(" (in 2 repetitions)"));
}

TEST_CASE("what a scenario is made to show is left out, and counted", "[cli]") {
  Run run;
  run.add_trial(1, 198, true);
  const auto told = run.diagnose();
  for (const auto& one : failures(told))
    CHECK(one.rule != "empty-restore");
  CHECK(told.read.find("left out: 1 failures that scenarios") != std::string::npos);
}

TEST_CASE("jobs that were not measured are judged by what is kept of them", "[cli]") {
  Run run;
  const auto trial = run.add_trial(1, 8'000'000);
  run.keep(trial, "prime",
           R"({"kind":"job","name":"prime","ref":"refs/heads/main","runner":""}
{"kind":"save","path":"cache","key":"k","stored":true,"bytes":198,"error":"","started":10,"ended":11,"post":false}
{"kind":"extract","id":"go","mount":"go","target":"/go","path":"cache","bytes":70000,"started":11,"ended":12,"post":true}
)");
  const auto failed = failures(run.diagnose());
  const auto found = std::find_if(failed.begin(), failed.end(), [](const auto& one) {
    return one.rule == "save-before-extract" || one.rule == "empty-save";
  });
  REQUIRE(found != failed.end());
  CHECK(found->job == "go/mount/source-change/prime");
  CHECK(found->places.at(0).file.ends_with("logs/trial-1/prime.steps.jsonl"));
}

TEST_CASE("a folder that is no run cannot be diagnosed", "[cli]") {
  const tests::TempFolder empty;
  const auto told = cli::diagnose_run(empty.path(), diagnosis::profiles().front());
  REQUIRE_FALSE(told);
  CHECK(told.error().message.starts_with("there is no run at "));
}
