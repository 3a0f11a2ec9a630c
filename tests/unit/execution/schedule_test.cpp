// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/schedule.hpp>

#include <catch2/catch_test_macros.hpp>

#include <map>
#include <set>

namespace bxbench::execution {
namespace {

struct FakeStrategy : suite::Strategy {
  explicit FakeStrategy(const char* named) { name = named; }
  Result<std::unique_ptr<suite::JobSteps>> begin(const suite::JobContext&) const override {
    return Error{Errc::bad_input, "not used here"};
  }
};

struct FakeScenario : suite::Scenario {
  explicit FakeScenario(const char* named) { name = named; }
  Result<std::unique_ptr<suite::Script>> start(const suite::TrialContext&) const override {
    return Error{Errc::bad_input, "not used here"};
  }
};

/// Two strategies in two scenarios of one workload.
struct Example {
  suite::Workload go;
  FakeStrategy none{"none"}, mount{"mount"};
  FakeScenario cold{"cold"}, warm{"warm"};
  plan::Plan plan;

  explicit Example(int repetitions) {
    go.name = "go";
    plan.workloads = {&go};
    plan.repetitions = repetitions;
    for (const auto* scenario : {&cold, &warm})
      for (const auto* strategy : {&none, &mount})
        plan.combinations.push_back({&go, strategy, scenario});
  }
};

journal::TrialFinished finish(const plan::Trial& trial, double seconds, bool valid = true) {
  journal::TrialFinished finished;
  finished.trial = trial.id;
  finished.cell = {trial.workload->name, trial.strategy->name, trial.scenario->name, ""};
  finished.repetition = trial.repetition;
  auto& sample = finished.samples.emplace_back();
  sample.cell = finished.cell;
  sample.cell.job = "build";
  sample.job_seconds = seconds;
  sample.valid = valid;
  return finished;
}

std::string name_of(const plan::Trial& trial) {
  return trial.strategy->name + "/" + trial.scenario->name;
}

/// How often each cell is run when each sample takes what `seconds` says.
template <class Seconds>
std::map<std::string, int> run_all(Schedule& schedule, Seconds seconds) {
  std::map<std::string, int> runs;
  while (const auto trial = schedule.next()) {
    const int count = ++runs[name_of(*trial)];
    schedule.finished(finish(*trial, seconds(*trial, count)));
  }
  return runs;
}

TEST_CASE("without a precision every cell is run as often as the plan says", "[execution]") {
  const Example example(3);
  Schedule schedule(example.plan, {}, "none");
  CHECK(schedule.known() == 12);
  const auto runs = run_all(schedule, [](const auto&, int count) { return count * 1.0; });
  CHECK(runs.size() == 4);
  for (const auto& [cell, count] : runs)
    CHECK(count == 3);
}

TEST_CASE("a cell ends when it is precise, its baseline with it, others go on", "[execution]") {
  const Example example(1);
  Schedule schedule(example.plan, {0.05, 20}, "none");
  // Only mount/warm scatters, and less with time: 10 % at first.
  const auto runs = run_all(schedule, [](const plan::Trial& trial, int count) {
    const bool noisy = name_of(trial) == "mount/warm" && count <= 6;
    return noisy && count % 2 == 0 ? 12.0 : 10.0;
  });
  CHECK(runs.at("mount/cold") == 6);  // the least that gives an interval
  CHECK(runs.at("none/cold") == 6);
  CHECK(runs.at("mount/warm") > 6);
  CHECK(runs.at("mount/warm") < 20);
  CHECK(runs.at("none/warm") == runs.at("mount/warm"));
}

TEST_CASE("what never gets precise ends with the most runs that were allowed", "[execution]") {
  const Example example(1);
  Schedule schedule(example.plan, {0.01, 9}, "none");
  const auto runs =
      run_all(schedule, [](const auto&, int count) { return count % 2 == 0 ? 20.0 : 10.0; });
  for (const auto& [cell, count] : runs)
    CHECK(count == 9);
}

TEST_CASE("invalid samples bring no precision, and no endless run", "[execution]") {
  const Example example(2);
  Schedule schedule(example.plan, {0.05, 30}, "none");
  int count = 0;
  while (const auto trial = schedule.next()) {
    schedule.finished(finish(*trial, 1.0, false));
    ++count;
  }
  CHECK(count == 12);  // two as planned, one try more
}

TEST_CASE("a cell whose first sample is invalid gets another chance", "[execution]") {
  const Example example(1);
  Schedule schedule(example.plan, {0.05, 10}, "none");
  std::map<std::string, int> runs;
  while (const auto trial = schedule.next())
    schedule.finished(finish(*trial, 10.0, ++runs[name_of(*trial)] > 1));
  CHECK(runs.at("mount/cold") == 7);
}

TEST_CASE("a scenario that measures nothing is not repeated for precision", "[execution]") {
  const Example example(1);
  Schedule schedule(example.plan, {0.05, 10}, "none");
  int count = 0;
  while (const auto trial = schedule.next()) {
    auto finished = finish(*trial, 1.0);
    finished.samples.clear();
    schedule.finished(finished);
    ++count;
  }
  CHECK(count == 4);
}

TEST_CASE("what finished earlier is not run again", "[execution]") {
  const Example example(2);
  const auto all = plan::trials_of(example.plan);
  Schedule schedule(example.plan, {}, "none");
  for (std::size_t n = 0; n < 5; ++n)
    schedule.finished(finish(all[n], 1.0));
  CHECK(schedule.finished_count() == 5);
  std::set<std::string> left;
  while (const auto trial = schedule.next())
    left.insert(trial->id);
  CHECK(left == std::set<std::string>{all[5].id, all[6].id, all[7].id});
}

TEST_CASE("a trial that the machine failed is run again when the run goes on", "[execution]") {
  const Example example(1);
  const auto all = plan::trials_of(example.plan);
  Schedule schedule(example.plan, {}, "none");
  auto failed = finish(all[0], 1.0);
  failed.error_kind = "environment";
  schedule.finished(failed);
  CHECK(schedule.next()->id == all[0].id);
}

TEST_CASE("a block that was cut off is finished with its baseline", "[execution]") {
  const Example example(1);
  const auto time_of = [](const plan::Trial& trial) {
    const bool noisy = name_of(trial) == "mount/warm" && trial.repetition <= 6;
    return noisy && trial.repetition % 2 == 0 ? 12.0 : 10.0;
  };
  std::vector<std::string> whole, parts;
  Schedule uncut(example.plan, {0.05, 20}, "none");
  while (const auto trial = uncut.next()) {
    whole.push_back(trial->id);
    uncut.finished(finish(*trial, time_of(*trial)));
  }
  std::vector<journal::TrialFinished> done;  // cut off after every single trial
  for (;;) {
    Schedule part(example.plan, {0.05, 20}, "none");
    for (const auto& trial : done)
      part.finished(trial);
    const auto trial = part.next();
    if (!trial) break;
    parts.push_back(trial->id);
    done.push_back(finish(*trial, time_of(*trial)));
  }
  CHECK(parts == whole);
}

TEST_CASE("a run that goes on beyond the plan finds its place again", "[execution]") {
  const Example example(1);
  std::vector<journal::TrialFinished> done;
  const auto slow = [](int count) { return count % 2 == 0 ? 20.0 : 10.0; };
  Schedule first(example.plan, {0.01, 9}, "none");
  for (int n = 0; n < 17; ++n) {
    done.push_back(finish(*first.next(), slow(n / 4)));
    first.finished(done.back());
  }
  Schedule again(example.plan, {0.01, 9}, "none");
  for (const auto& trial : done)
    again.finished(trial);
  CHECK(first.next()->id == again.next()->id);
}

}  // namespace
}  // namespace bxbench::execution
