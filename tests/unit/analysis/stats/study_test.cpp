// SPDX-License-Identifier: Apache-2.0
// The small sister of tests/bench/statistics_study.cpp: what must not break.
#include <harness/analysis/stats/paired.hpp>
#include <harness/analysis/stats/summary.hpp>
#include <tests/support/noise.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <cmath>
#include <utility>

using namespace bxbench;
using namespace bxbench::analysis::stats;
using tests::Noise;

namespace {

constexpr int experiments = 3000;

/// Three standard errors of a share that is really `share`.
double simulation_noise(double share) {
  return 3 * std::sqrt(share * (1 - share) / experiments);
}

template <class Experiment>
double share_of(Experiment experiment) {
  tests::Generator generator(20'240'229);
  int held = 0;
  for (int i = 0; i < experiments; ++i)
    held += experiment(generator) ? 1 : 0;
  return static_cast<double>(held) / experiments;
}

/// Of runs whose interval leaves 1 out, and of those whose test rejects.
std::pair<double, double> alarms(Noise noise, std::size_t count) {
  const auto ratio_of = [&](tests::Generator& generator) {
    const auto pairs = tests::simulate(noise, 0.05, count, 1, generator);
    return paired_ratio(pairs.value, pairs.baseline).value();
  };
  const double interval = share_of([&](tests::Generator& generator) {
    const auto ratio = ratio_of(generator);
    return !ratio.ci95 || ratio.ci95->first > 1 || ratio.ci95->second < 1;
  });
  const double test =
      share_of([&](tests::Generator& generator) { return !(ratio_of(generator).p > 0.05); });
  return {interval, test};
}

double share_differing(Noise noise, double cv, std::size_t count, double ratio) {
  return share_of([&](tests::Generator& generator) {
    const auto pairs = tests::simulate(noise, cv, count, ratio, generator);
    return differs(paired_ratio(pairs.value, pairs.baseline).value());
  });
}

}  // namespace

TEST_CASE("equal cells are told apart in no more than 5 % of all runs", "[analysis][study]") {
  const auto noise =
      GENERATE(Noise::lognormal, Noise::tail, Noise::outliers, Noise::two_modes, Noise::drift);
  const std::size_t count = GENERATE(3, 5, 6, 10);
  CAPTURE(name(noise), count);
  const auto [interval, test] = alarms(noise, count);
  CHECK(interval <= 0.05 + simulation_noise(0.05));
  CHECK(test <= 0.05 + simulation_noise(0.05));
}

TEST_CASE("a cell that is 10 % slower is found", "[analysis][study]") {
  CHECK(share_differing(Noise::lognormal, 0.02, 3, 1.1) > 0.75);
  CHECK(share_differing(Noise::lognormal, 0.05, 5, 1.1) > 0.55);
  CHECK(share_differing(Noise::lognormal, 0.05, 10, 1.1) > 0.9);
  CHECK(share_differing(Noise::drift, 0.05, 10, 1.1) > 0.9);  // pairing takes the drift out
}

TEST_CASE("intervals of the median cover it as often as they say", "[analysis][study]") {
  const auto noise = GENERATE(Noise::lognormal, Noise::tail, Noise::outliers, Noise::two_modes);
  const std::size_t count = GENERATE(3, 5, 6, 10);
  CAPTURE(name(noise), count);
  const double truth = tests::true_median(noise, 0.05);
  double promised = 0;
  const double held = share_of([&](tests::Generator& generator) {
    const auto summary = summarize(tests::simulate(noise, 0.05, count, 1, generator).baseline);
    const auto interval = best_interval(summary).value();
    promised = *summary.ci_coverage;
    return interval.first <= truth && truth <= interval.second;
  });
  CHECK(std::abs(held - promised) <= simulation_noise(promised));
}
