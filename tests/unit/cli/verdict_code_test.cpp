// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/verdict_code.hpp>

#include <catch2/catch_test_macros.hpp>

namespace bxbench::cli {
namespace {

using Outcome = measure::Verdict::Outcome;

/// A run of one trial with one sample.
struct Example {
  journal::ResultSet results;
  Example() {
    results.trials.resize(1);
    trial().samples.resize(1);
    sample().valid = true;
  }
  journal::TrialFinished& trial() { return results.trials[0]; }
  measure::Sample& sample() { return trial().samples[0]; }
};

TEST_CASE("a run without a fault ends with 0", "[cli]") {
  Example example;
  example.sample().verdicts.push_back({"r", Outcome::pass, "", "", false});
  CHECK(exit_code_of(example.results, FailOn::verdict) == 0);
}

TEST_CASE("a failed verdict ends with 1 unless the scenario is made to trip it", "[cli]") {
  Example example;
  example.sample().verdicts.push_back({"r", Outcome::fail, "", "", false});
  CHECK(exit_code_of(example.results, FailOn::verdict) == 1);
  CHECK(exit_code_of(example.results, FailOn::invalid) == 0);
  example.sample().verdicts[0].expected = true;
  CHECK(exit_code_of(example.results, FailOn::verdict) == 0);
}

TEST_CASE("an invalid sample and a failed expectation end with 1", "[cli]") {
  Example invalid, expectation;
  invalid.sample().valid = false;
  expectation.trial().failed_expectations.push_back({"m", "f:1"});
  CHECK(exit_code_of(invalid.results, FailOn::invalid) == 1);
  CHECK(exit_code_of(invalid.results, FailOn::never) == 0);
  CHECK(exit_code_of(expectation.results, FailOn::verdict) == 1);
}

TEST_CASE("a failed build ends with 4, whatever counts as failure", "[cli]") {
  Example example;
  example.trial().error_kind = "build_failed";
  CHECK(exit_code_of(example.results, FailOn::never) == 4);
}

}  // namespace
}  // namespace bxbench::cli
