// SPDX-License-Identifier: Apache-2.0
#include <harness/plan/matrix.hpp>
#include <tests/support/result_printer.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <set>

namespace bxbench::plan {
namespace {

struct FakeStrategy : suite::Strategy {
  FakeStrategy(std::string named, std::string built) {
    name = std::move(named);
    form = std::move(built);
  }
  Result<std::unique_ptr<suite::JobSteps>> begin(const suite::JobContext&) const override {
    return Error{Errc::bad_input, "not used here"};
  }
};

struct FakeScenario : suite::Scenario {
  explicit FakeScenario(std::string named) { name = std::move(named); }
  Result<std::unique_ptr<suite::Script>> start(const suite::TrialContext&) const override {
    return Error{Errc::bad_input, "not used here"};
  }
};

suite::Suite example() {
  suite::Suite suite;
  suite::Workload go, layered;
  go.name = "go";
  go.dockerfiles = {{"layer", "l"}, {"mount", "m"}};
  layered.name = "layered";
  layered.dockerfiles = {{"layer", "l"}};
  suite.workloads = {go, layered};
  suite.strategies = {std::make_shared<FakeStrategy>("mount", "mount"),
                      std::make_shared<FakeStrategy>("none", "layer"),
                      std::make_shared<FakeStrategy>("registry", "layer")};
  for (const auto* name : {"cold-build", "warm-build", "version-bump"})
    suite.scenarios.push_back(std::make_shared<FakeScenario>(name));
  return suite;
}

const Defaults defaults{{"go"}, {"none", "mount"}, {"cold-build", "warm-build"}};

std::vector<std::string> ids(const Plan& plan) {
  std::vector<std::string> list;
  for (const auto& trial : trials_of(plan))
    list.push_back(trial.id);
  return list;
}

TEST_CASE("each block visits every cell once", "[plan]") {
  const auto suite = example();
  Selection selection;
  selection.repetitions = 3;
  const auto plan = make_plan(suite, selection, defaults);
  REQUIRE(plan);
  const auto trials = trials_of(*plan);
  REQUIRE(trials.size() == 12);
  for (std::size_t block = 0; block < 3; ++block) {
    std::set<std::string> cells;
    for (std::size_t n = 0; n < 4; ++n) {
      const auto& trial = trials[block * 4 + n];
      CHECK(trial.repetition == static_cast<int>(block) + 1);
      cells.insert(trial.strategy->name + "/" + trial.scenario->name);
    }
    CHECK(cells.size() == 4);
  }
  const auto all = ids(*plan);
  CHECK(std::set<std::string>(all.begin(), all.end()).size() == 12);
}

TEST_CASE("the seed decides the order and nothing else does", "[plan]") {
  const auto suite = example();
  Selection one, two;
  one.repetitions = two.repetitions = 4;
  one.seed = 1;
  two.seed = 2;
  const auto first = ids(*make_plan(suite, one, defaults));
  CHECK(first == ids(*make_plan(suite, one, defaults)));
  auto other = ids(*make_plan(suite, two, defaults));
  CHECK(first != other);
  auto sorted = first;
  std::sort(sorted.begin(), sorted.end());
  std::sort(other.begin(), other.end());
  CHECK(sorted == other);
}

TEST_CASE("globs choose, and name nothing twice", "[plan]") {
  const auto suite = example();
  Selection selection;
  selection.scenarios = {"*-build", "cold*"};
  const auto plan = make_plan(suite, selection, defaults);
  REQUIRE(plan);
  CHECK(plan->scenarios.size() == 2);
}

TEST_CASE("a scenario brings the workloads and strategies that it is about", "[plan]") {
  auto suite = example();
  auto about = std::make_shared<FakeScenario>("about-registries");
  about->workloads = {"layered"};
  about->strategies = {"registry"};
  suite.scenarios.push_back(about);
  Selection selection;
  selection.scenarios = {"about-registries", "warm-build"};
  const auto plan = make_plan(suite, selection, defaults);
  REQUIRE(plan);
  REQUIRE(plan->combinations.size() == 3);
  CHECK(plan->combinations[0].workload->name == "layered");
  CHECK(plan->combinations[0].strategy->name == "registry");
  CHECK(plan->combinations[1].workload->name == "go");
  CHECK(plan->workloads.size() == 2);
}

TEST_CASE("the user's choice of strategies leaves out what a scenario is not about", "[plan]") {
  auto suite = example();
  auto about = std::make_shared<FakeScenario>("about-registries");
  about->strategies = {"registry"};
  suite.scenarios.push_back(about);
  Selection selection;
  selection.scenarios = {"about-registries"};
  selection.strategies = {"none", "registry"};
  const auto plan = make_plan(suite, selection, defaults);
  REQUIRE(plan);
  CHECK(trials_of(*plan).size() == 1);
  selection.strategies = {"none"};
  const auto nothing = make_plan(suite, selection, defaults);
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error().message == "scenario 'about-registries' is about strategy registry alone");
}

TEST_CASE("a name that nothing has is an error with a suggestion", "[plan]") {
  const auto suite = example();
  Selection selection;
  selection.strategies = {"registri"};
  const auto plan = make_plan(suite, selection, defaults);
  REQUIRE_FALSE(plan);
  CHECK(plan.error().code == Errc::bad_input);
  CHECK(plan.error().message == "there is no strategy 'registri' (did you mean 'registry'?)");
}

TEST_CASE("a strategy is left out where a workload lacks its Dockerfile, and that is said",
          "[plan]") {
  const auto suite = example();
  Selection selection;
  selection.workloads = {"layered", "go"};
  const auto plan = make_plan(suite, selection, defaults);
  REQUIRE(plan);
  CHECK(plan->combinations.size() == 6);
  CHECK(plan->left_out ==
        std::vector<std::string>{"strategy 'mount' builds the Dockerfile form 'mount', which "
                                 "workload 'layered' does not have"});
  CHECK(describe(*plan).find("left out: strategy 'mount'") != std::string::npos);
}

TEST_CASE("a workload that no strategy can build is refused", "[plan]") {
  const auto suite = example();
  Selection selection;
  selection.workloads = {"layered"};
  selection.strategies = {"mount"};
  const auto plan = make_plan(suite, selection, defaults);
  REQUIRE_FALSE(plan);
  CHECK(plan.error().message ==
        "strategy 'mount' builds the Dockerfile form 'mount', which workload 'layered' does not "
        "have");
}

}  // namespace
}  // namespace bxbench::plan
