// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/history.hpp>

#include <catch2/catch_test_macros.hpp>

#include <functional>

namespace bxbench::execution {
namespace {

struct FakeStrategy : suite::Strategy {
  Result<std::unique_ptr<suite::JobSteps>> begin(const suite::JobContext&) const override {
    return Error{Errc::bad_input, "not used here"};
  }
};

struct Example {
  suite::Workload workload;
  FakeStrategy strategy;
  plan::Trial trial{"id", &workload, &strategy, nullptr, 1};
  Example() {
    workload.name = "go";
    strategy.name = "gha";
    strategy.params = {{"mode", std::string("max"), ""}};
  }
};

suite::RunJob job(const char* name) {
  suite::RunJob job;
  job.name = name;
  return job;
}

TEST_CASE("the same jobs and edits give the same history", "[execution]") {
  const Example example;
  History one(example.trial), other(example.trial);
  for (auto* history : {&one, &other}) {
    history->edited("source", "m-1");
    history->bumped();
    history->runs(job("prime"));
  }
  CHECK(one.digest() == other.digest());
  CHECK(one.repeatable());
}

TEST_CASE("measuring a job and what it claims leave no trace in a history", "[execution]") {
  const Example example;
  History one(example.trial), other(example.trial);
  auto measured = job("prime");
  measured.measure = true;
  measured.claim = suite::Claim::cold;
  one.runs(job("prime"));
  other.runs(measured);
  CHECK(one.digest() == other.digest());
}

TEST_CASE("whatever else a job is told makes another history", "[execution]") {
  const Example example;
  const std::vector<std::function<void(suite::RunJob&)>> changes{
      [](auto& job) { job.name = "other"; },
      [](auto& job) { job.runner = "laptop"; },
      [](auto& job) { job.mismatch = true; },
      [](auto& job) { job.ref = "refs/tags/v1"; },
      [](auto& job) { job.base = "refs/heads/dev"; },
      [](auto& job) { job.token = suite::TokenKind::read_only; },
      [](auto& job) { job.settings["mode"] = std::string("min"); },
      [](auto& job) { job.dockerfile = "Dockerfile.other"; },
      [](auto& job) { job.build_args["A"] = "1"; },
      [](auto& job) { job.bases["a"] = "b"; },
      [](auto& job) { job.no_cache = true; },
      [](auto& job) { job.may_fail = true; },
  };
  History plain(example.trial);
  plain.runs(job("prime"));
  for (std::size_t n = 0; n < changes.size(); ++n) {
    INFO("change " << n);
    History changed(example.trial);
    auto different = job("prime");
    changes[n](different);
    changed.runs(different);
    CHECK(changed.digest() != plain.digest());
  }
}

TEST_CASE("strategy, its parameters, edits, versions and addresses are part of a history",
          "[execution]") {
  const Example example;
  const std::string plain = History(example.trial).digest();
  Example renamed, set;
  renamed.strategy.name = "registry";
  set.strategy.params[0].preset = std::string("min");
  CHECK(History(renamed.trial).digest() != plain);
  CHECK(History(set.trial).digest() != plain);
  History edited(example.trial), marked(example.trial), bumped(example.trial), moved(example.trial);
  edited.edited("source", "m-1");
  marked.edited("source", "m-2");
  bumped.bumped();
  moved.starts_from("127.0.0.1:5000");
  CHECK(edited.digest() != plain);
  CHECK(edited.digest() != marked.digest());
  CHECK(bumped.digest() != plain);
  CHECK(moved.digest() != plain);
}

TEST_CASE("neighbouring texts of a job do not run into each other", "[execution]") {
  const Example example;
  History one(example.trial), other(example.trial);
  auto first = job("a"), second = job("ab");
  first.runner = "bc";
  second.runner = "c";
  one.runs(first);
  other.runs(second);
  CHECK(one.digest() != other.digest());
}

}  // namespace
}  // namespace bxbench::execution
