// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/break_even.hpp>
#include <tests/support/samples.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <string>
#include <vector>

using namespace bxbench;
using namespace bxbench::analysis;
using Catch::Matchers::WithinRel;
using measure::Sample;
using Seconds = std::vector<double>;

namespace {

struct Measured {
  std::string strategy, scenario;
  Seconds seconds;
  Bytes received = 0, sent = 0;
};

void add(std::vector<Sample>& samples, const Measured& cell) {
  int repetition = 0;
  for (const double seconds : cell.seconds) {
    auto& sample = samples.emplace_back(test::timed(cell.strategy, seconds));
    sample.cell.scenario = cell.scenario;
    sample.repetition = ++repetition;
    if (cell.received + cell.sent > 0)
      sample.evidence.traffic["registry"] = {9, cell.received, cell.sent};
  }
}

std::optional<BreakEven> figures_of(const std::vector<Measured>& measured,
                                    const std::string& link = "none") {
  std::vector<Sample> samples;
  for (const auto& cell : measured)
    add(samples, cell);
  return break_even(build_cells(samples, "none"), "none", link);
}

Crossing crossing_of(const Measured& strategy, const Measured& none,
                     const std::string& link = "none") {
  const auto figures = figures_of({strategy, none}, link);
  REQUIRE(figures);
  REQUIRE(figures->crossings.size() == 1);
  return figures->crossings[0];
}

Payback payback_of(const Seconds& none, const Seconds& registry) {
  const auto figures = figures_of({{"none", "cold-build", {none.at(0)}},
                                   {"none", "warm-build", {none.at(1)}},
                                   {"registry", "cold-build", {registry.at(0)}, 50'000'000, 0},
                                   {"registry", "warm-build", {registry.at(1)}, 0, 50'000'000}});
  REQUIRE(figures);
  REQUIRE(figures->paybacks.size() == 1);
  return figures->paybacks[0];
}

}  // namespace

TEST_CASE("what is faster and moves more wins above the bandwidth that costs its lead",
          "[analysis]") {
  // 6 s faster; 84 MB take 6 s at 14 MB/s.
  const auto crossing =
      crossing_of({"registry", "warm", {4}, 4'000'000, 80'000'000}, {"none", "warm", {10}});
  CHECK(crossing.key == measure::CellKey{"go", "registry", "warm", "build"});
  CHECK(crossing.against == "none");
  CHECK(crossing.wins == Wins::above);
  CHECK_THAT(*crossing.bytes_per_second, WithinRel(14e6, 1e-9));
  CHECK_FALSE(crossing.low);
  CHECK_FALSE(crossing.certain);
}

TEST_CASE("what moves more and is no faster never wins", "[analysis]") {
  const Measured none{"none", "warm", {10}};
  CHECK(crossing_of({"registry", "warm", {11}, 0, 80'000'000}, none).wins == Wins::never);
  CHECK(crossing_of({"registry", "warm", {10}, 0, 80'000'000}, none).wins == Wins::never);
}

TEST_CASE("a bandwidth that no runner has is none", "[analysis]") {
  const auto hardly_faster = crossing_of({"registry", "warm-build", {9.9999}, 50'000'000, 0},
                                         {"none", "warm-build", {10}});
  CHECK(hardly_faster.wins == Wins::never);
  CHECK_FALSE(hardly_faster.bytes_per_second);
  const auto hardly_slower = crossing_of({"registry", "warm-build", {10.0001}, 1, 0},
                                         {"none", "warm-build", {10}, 50'000'000, 0});
  CHECK(hardly_slower.wins == Wins::always);
}

TEST_CASE("what is slower and moves less wins below", "[analysis]") {
  // 2 s slower than the baseline, which moves 10 MB more: 5 MB/s.
  const Measured none{"none", "warm", {10}, 0, 15'000'000};
  const auto crossing = crossing_of({"host", "warm", {12}, 0, 5'000'000}, none);
  CHECK(crossing.wins == Wins::below);
  CHECK_THAT(*crossing.bytes_per_second, WithinRel(5e6, 1e-9));
  CHECK(crossing_of({"host", "warm", {9}, 0, 5'000'000}, none).wins == Wins::always);
  CHECK(crossing_of({"host", "warm", {9}, 0, 15'000'000}, none).wins == Wins::always);
  CHECK(crossing_of({"host", "warm", {11}, 0, 15'000'000}, none).wins == Wins::never);
}

TEST_CASE("a shaped link has charged its transfers already", "[analysis]") {
  // 84 MB at 42 MB/s are 2 of the 6 seconds: 4 s without them, so 6 s faster at any speed.
  const Measured registry{"registry", "warm", {6}, 4'000'000, 80'000'000};
  const auto crossing = crossing_of(registry, {"none", "warm", {10}}, "42MB/s,20ms");
  CHECK_THAT(*crossing.bytes_per_second, WithinRel(14e6, 1e-9));
}

TEST_CASE("the intervals of the medians bound the bandwidth", "[analysis]") {
  // None [9, 11], registry [3, 5]: 4 to 8 s faster, 84 MB.
  const Measured none{"none", "warm", {9, 10, 10, 10, 10, 11}};
  auto crossing = crossing_of({"registry", "warm", {3, 4, 4, 4, 4, 5}, 0, 84'000'000}, none);
  CHECK_THAT(*crossing.bytes_per_second, WithinRel(14e6, 1e-9));
  CHECK_THAT(*crossing.low, WithinRel(10.5e6, 1e-9));
  CHECK_THAT(*crossing.high, WithinRel(21e6, 1e-9));
  CHECK(crossing.certain == true);
  // [3, 10]: 1 s slower at worst.
  crossing = crossing_of({"registry", "warm", {3, 4, 4, 4, 4, 10}, 0, 84'000'000}, none);
  CHECK_THAT(*crossing.low, WithinRel(10.5e6, 1e-9));
  CHECK_FALSE(crossing.high);
  CHECK(crossing.certain == false);
  // [9, 11] like none: never, but not for sure.
  crossing = crossing_of({"registry", "warm", {9, 10, 10, 10, 10, 11}, 0, 84'000'000}, none);
  CHECK(crossing.wins == Wins::never);
  CHECK_FALSE(crossing.low);
  CHECK(crossing.certain == false);
}

TEST_CASE("winning below is bounded the other way round", "[analysis]") {
  // 1 to 3 s slower, 12 MB less: 4 to 12 MB/s.
  const auto crossing = crossing_of({"host", "warm", {11.5, 12, 12, 12, 12, 12.5}},
                                    {"none", "warm", {9.5, 10, 10, 10, 10, 10.5}, 0, 12'000'000});
  CHECK_THAT(*crossing.bytes_per_second, WithinRel(6e6, 1e-9));
  CHECK_THAT(*crossing.low, WithinRel(4e6, 1e-9));
  CHECK_THAT(*crossing.high, WithinRel(12e6, 1e-9));
}

TEST_CASE("two strategies are compared where their order changes", "[analysis]") {
  // gha: 1 s slower than registry, 20 MB less. mount: slower and moves more than both.
  const auto figures = figures_of({{"none", "warm", {10}},
                                   {"gha", "warm", {5}, 0, 60'000'000},
                                   {"registry", "warm", {4}, 0, 80'000'000},
                                   {"mount", "warm", {6}, 0, 90'000'000}});
  REQUIRE(figures);
  REQUIRE(figures->crossings.size() == 4);
  const auto& last = figures->crossings.back();
  CHECK(last.key.strategy == "registry");
  CHECK(last.against == "gha");
  CHECK(last.wins == Wins::above);
  CHECK_THAT(*last.bytes_per_second, WithinRel(20e6, 1e-9));
}

TEST_CASE("a cold export is paid for by warm builds", "[analysis]") {
  auto payback = payback_of({10, 10}, {13, 6});  // 3 s more once, 4 s less each time
  CHECK(payback.workload == "go");
  CHECK(payback.strategy == "registry");
  CHECK(payback.extra_seconds == 3);
  CHECK(payback.saving_seconds == 4);
  CHECK(payback.builds == 1);
  CHECK_FALSE(payback.fewest);
  CHECK(payback_of({10, 10}, {18, 6}).builds == 2);
  CHECK(payback_of({10, 10}, {18.1, 6}).builds == 3);
  CHECK(payback_of({10, 10}, {9, 6}).builds == 0);
  CHECK_FALSE(payback_of({10, 10}, {11, 10}).builds);
}

TEST_CASE("builds to pay are bounded by the intervals", "[analysis]") {
  // Cold: 1 to 5 s more. Warm: 2 to 6 s less.
  const Seconds none{9, 10, 10, 10, 10, 11};
  const auto figures =
      figures_of({{"none", "cold-build", none},
                  {"none", "warm-build", none},
                  {"registry", "cold-build", {12, 13, 13, 13, 13, 14}, 50'000'000, 0},
                  {"registry", "warm-build", {5, 6, 6, 6, 6, 7}, 0, 50'000'000}});
  REQUIRE(figures->paybacks.size() == 1);
  CHECK(figures->paybacks[0].builds == 1);
  CHECK(figures->paybacks[0].fewest == 1);
  CHECK(figures->paybacks[0].most == 3);
}

TEST_CASE("without bytes on the link there is nothing to say", "[analysis]") {
  CHECK_FALSE(figures_of({{"none", "warm", {10}}, {"host", "warm", {4}}}));
  CHECK_FALSE(figures_of({{"none", "warm", {10}}}));
  CHECK_FALSE(figures_of({}));
}

TEST_CASE("a link of unknown bandwidth is not guessed", "[analysis]") {
  const std::vector<Measured> measured{{"none", "warm", {10}},
                                       {"registry", "warm", {4}, 0, 80'000'000}};
  CHECK(figures_of(measured, ""));
  CHECK_FALSE(figures_of(measured, "a carrier pigeon"));
}

TEST_CASE("an archive that no service saw leaves its cell out", "[analysis]") {
  std::vector<Sample> samples;
  add(samples, {"none", "warm", {10}});
  add(samples, {"registry", "warm", {4}, 0, 80'000'000});
  add(samples, {"mount", "warm", {3}});
  samples.back().evidence.restore = {"k", true, true, "k", 100};
  const auto figures = break_even(build_cells(samples, "none"), "none", "none");
  REQUIRE(figures);
  REQUIRE(figures->crossings.size() == 1);
  CHECK(figures->crossings[0].key.strategy == "registry");
}

TEST_CASE("fixtures are not on the link, and both directions are", "[analysis]") {
  std::vector<Sample> samples;
  add(samples, {"none", "warm", {10}});
  add(samples, {"gha", "warm", {4}});
  samples.back().evidence.traffic["actions-cache"] = {1, 20'000'000, 10'000'000};
  samples.back().evidence.traffic["fixtures"] = {1, 0, 70'000'000};
  const auto figures = break_even(build_cells(samples, "none"), "none", "none");
  CHECK_THAT(*figures->crossings.at(0).bytes_per_second, WithinRel(5e6, 1e-9));
}

TEST_CASE("each direction of the run's own link is charged by its bandwidth", "[analysis]") {
  std::vector<Sample> samples;
  add(samples, {"none", "warm", {10}});
  add(samples, {"gha", "warm", {9}});
  // 2 s down and 4 s up are in the 9 s, so 3 s are its own: 7 s less than none, 30 MB more.
  samples.back().evidence.traffic["actions-cache"] = {1, 20'000'000, 10'000'000};
  const auto figures = break_even(build_cells(samples, "none"), "none", "5MB/s down,5MB/s up,20ms");
  CHECK_THAT(*figures->crossings.at(0).bytes_per_second, WithinRel(30e6 / 7, 1e-9));
}
