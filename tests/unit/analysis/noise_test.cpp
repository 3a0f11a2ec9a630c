// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/noise.hpp>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

namespace bxbench::analysis {
namespace {

measure::Noise quiet() {
  return {"2026-05-01T12:00:00Z", 0.001, 0.02, 0.01, 0, 0.3};
}

TEST_CASE("a quiet machine is fit", "[analysis]") {
  CHECK(unfit({}).empty());
  CHECK(unfit({quiet(), quiet(), quiet()}).empty());
}

TEST_CASE("each kind of disturbance is named with advice", "[analysis]") {
  auto busy = quiet(), stolen = quiet(), shaky = quiet();
  busy.others = 0.4;
  stolen.steal = 0.05;
  shaky.spread = 0.5;
  CHECK(unfit({busy}) == std::vector<std::string>{"other programs use 40 % of the CPUs: end them, "
                                                  "or measure on another machine"});
  CHECK(unfit({stolen}).at(0).find("hypervisor gives 5 %") != std::string::npos);
  CHECK(unfit({shaky}).at(0).find("50 % longer") != std::string::npos);
}

TEST_CASE("one bad moment does not condemn a run, half of them do", "[analysis]") {
  auto busy = quiet();
  busy.others = 0.9;
  CHECK(unfit({quiet(), quiet(), busy}).empty());
  CHECK(unfit({quiet(), busy, busy}).size() == 1);
}

TEST_CASE("a machine that gets slower is told", "[analysis]") {
  auto slow = quiet();
  slow.unit = 0.0013;
  CHECK(drift({quiet()}) == 0);
  CHECK(drift({quiet(), slow}) == Catch::Approx(0.3));
  CHECK(unfit({quiet(), slow, slow}).at(0).find("changed by 30 %") != std::string::npos);
  std::vector<measure::Noise> many(19, quiet());
  many.push_back(slow);
  CHECK(drift(many) == 0);
}

}  // namespace
}  // namespace bxbench::analysis
