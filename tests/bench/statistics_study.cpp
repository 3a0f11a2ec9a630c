// SPDX-License-Identifier: Apache-2.0
// Whether the statistics of a report hold what they say, on simulated noise; no Docker.
//   statistics_study [EXPERIMENTS]
#include <harness/analysis/precision.hpp>
#include <harness/analysis/stats/change_points.hpp>
#include <harness/analysis/stats/paired.hpp>
#include <harness/analysis/stats/summary.hpp>
#include <tests/bench/statistics/candidates.hpp>
#include <tests/support/noise.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

using namespace bxbench;
using tests::Generator;
using tests::Noise;

namespace {

namespace stats = analysis::stats;

constexpr Noise equal_kinds[] = {Noise::lognormal, Noise::tail, Noise::outliers, Noise::two_modes,
                                 Noise::drift};
constexpr Noise all_kinds[] = {Noise::lognormal, Noise::tail,  Noise::outliers,
                               Noise::two_modes, Noise::drift, Noise::unequal};
constexpr std::size_t counts[] = {3, 5, 7, 10, 20};
constexpr Noise candidate_kinds[] = {Noise::lognormal, Noise::tail, Noise::outliers};
constexpr std::size_t candidate_counts[] = {3, 5, 10};
constexpr double variations[] = {0.02, 0.05, 0.10};
constexpr double slower = 1.10, target = 0.05;
constexpr std::size_t most_samples = 30;
constexpr std::uint64_t seed = 20'240'229;

bool holds(const std::optional<stats::Interval>& interval, double truth) {
  return interval && interval->first <= truth && truth <= interval->second;
}

struct Shares {
  int median = 0, ratio = 0, alarms = 0, power = 0;
};

/// What `experiments` runs with `count` blocks say of two equal cells, and of one 10 % slower.
Shares run(Noise noise, double cv, std::size_t count, int experiments) {
  Generator generator(seed);
  const double truth = tests::true_median(noise, cv);
  Shares shares;
  for (int i = 0; i < experiments; ++i) {
    const auto equal = tests::simulate(noise, cv, count, 1, generator);
    const auto summary = stats::summarize(equal.baseline);
    shares.median += holds(stats::best_interval(summary), truth) ? 1 : 0;
    const auto ratio = stats::paired_ratio(equal.value, equal.baseline);
    shares.ratio += holds(ratio->ci95, 1) ? 1 : 0;
    shares.alarms += stats::differs(*ratio) ? 1 : 0;
    const auto other = tests::simulate(noise, cv, count, slower, generator);
    shares.power += stats::differs(*stats::paired_ratio(other.value, other.baseline)) ? 1 : 0;
  }
  return shares;
}

void print_row(Noise noise, double cv, int experiments) {
  std::string medians, ratios, alarms, powers;
  const auto percent = [&](int part) { return 100.0 * part / experiments; };
  for (const auto count : counts) {
    const auto shares = run(noise, cv, count, experiments);
    medians += fmt::format("{:>5.1f}", percent(shares.median));
    ratios += fmt::format("{:>5.1f}", percent(shares.ratio));
    alarms += fmt::format("{:>5.1f}", percent(shares.alarms));
    powers += fmt::format("{:>5.0f}", percent(shares.power));
  }
  fmt::print("{:<10} {:>2.0f} %  {} {} {} {}\n", name(noise), cv * 100, medians, ratios, alarms,
             powers);
}

void print_chosen(int experiments) {
  fmt::print("{} experiments per row; % for n = 3, 5, 7, 10, 20\n", experiments);
  fmt::print("{:<10} {:>4}  {:<26} {:<26} {:<26} {}\n", "noise", "CV", "median's interval holds",
             "ratio's interval holds", "false alarms", "power at +10 %");
  for (const auto noise : all_kinds)
    for (const double cv : variations)
      print_row(noise, cv, experiments);
}

double share_differing(const bench::Candidate& candidate, Noise noise, std::size_t count,
                       double ratio, int experiments) {
  Generator generator(seed), own(seed + 1);
  int differing = 0;
  for (int i = 0; i < experiments; ++i)
    differing +=
        candidate.differs(tests::simulate(noise, 0.05, count, ratio, generator), own) ? 1 : 0;
  return 100.0 * differing / experiments;
}

void print_candidates(int experiments) {
  fmt::print("\nCandidates, CV 5 %, n = 3, 5, 10: % that are told apart\n{:<31}  {:<16}  {}\n", "",
             "false alarms", "power at +10 %: lognormal, tail, outliers");
  for (const auto& candidate : bench::candidates()) {
    std::string alarms, powers;
    for (const auto count : candidate_counts) {
      double worst = 0;
      for (const auto noise : candidate_kinds)
        worst = std::max(worst, share_differing(candidate, noise, count, 1, experiments));
      alarms += fmt::format("{:>5.1f}", worst);
    }
    for (const auto noise : candidate_kinds) {
      for (const auto count : candidate_counts)
        powers +=
            fmt::format("{:>4.0f}", share_differing(candidate, noise, count, slower, experiments));
      powers += "   ";
    }
    fmt::print("{:<31} {}   {}\n", candidate.name, alarms, powers);
  }
}

struct Stopped {
  double samples = 0, precise = 0, held = 0;  ///< mean, %, %
};

/// Cells that ask after every sample whether their median is known well enough.
Stopped stop_when_precise(Noise noise, double cv, int experiments) {
  Generator generator(seed);
  const double truth = tests::true_median(noise, cv), percent = 100.0 / experiments;
  Stopped all;
  for (int i = 0; i < experiments; ++i) {
    std::vector<double> seconds;
    bool precise = false;
    while (!precise && seconds.size() < most_samples) {
      seconds.push_back(tests::sample(noise, cv, generator));
      precise = analysis::precise_enough(seconds, target);
    }
    all.samples += static_cast<double>(seconds.size()) / experiments;
    all.precise += precise ? percent : 0;
    all.held += holds(stats::summarize(seconds).ci95, truth) ? percent : 0;
  }
  return all;
}

void print_stopping(int experiments) {
  fmt::print("\nStop rule: median within {:.0f} %, asked after every sample, at most {} samples\n",
             target * 100, most_samples);
  fmt::print("{:<10} {:>4}   samples  stopped early  median's interval holds\n", "noise", "CV");
  for (const auto noise : equal_kinds)
    for (const double cv : variations) {
      const auto [samples, precise, held] = stop_when_precise(noise, cv, experiments);
      fmt::print("{:<10} {:>2.0f} % {:>9.1f} {:>12.1f} % {:>22.1f} %\n", name(noise), cv * 100,
                 samples, precise, held);
    }
}

/// A history of runs that becomes `slower` from the run `place` on.
std::vector<double> history(Noise noise, std::size_t count, std::size_t place, double factor,
                            Generator& generator) {
  std::vector<double> series;
  for (std::size_t i = 0; i < count; ++i)
    series.push_back(tests::sample(noise, 0.05, generator) * (i < place ? 1 : factor));
  return series;
}

double share_with_changes(Noise noise, std::size_t count, int experiments) {
  Generator generator(seed);
  int alarms = 0;
  for (int i = 0; i < experiments; ++i)
    alarms += stats::change_points(history(noise, count, count, 1, generator)).empty() ? 0 : 1;
  return 100.0 * alarms / experiments;
}

/// Of a step of 15 %: within two runs of where it is.
double share_found(Noise noise, std::size_t count, std::size_t place, int experiments) {
  Generator generator(seed);
  int found = 0;
  for (int i = 0; i < experiments; ++i) {
    const auto changes = stats::change_points(history(noise, count, place, 1.15, generator));
    found += std::any_of(changes.begin(), changes.end(), [&](const auto& change) {
      return change.index + 2 >= place && change.index <= place + 2;
    });
  }
  return 100.0 * found / experiments;
}

void print_changes(int experiments) {
  fmt::print(
      "\nChanges in a history, CV 5 %: % of flat series of 40, 200 runs with any; % of steps "
      "of 15 %\nin 40 runs that are found within two runs, from run 8, 12, 20, 28, 32 on\n");
  for (const auto noise : {Noise::lognormal, Noise::tail, Noise::outliers, Noise::two_modes}) {
    std::string alarms, found;
    for (const std::size_t count : {40, 200})
      alarms += fmt::format("{:>5.1f}", share_with_changes(noise, count, experiments));
    for (const std::size_t place : {8, 12, 20, 28, 32})
      found += fmt::format("{:>6.1f}", share_found(noise, 40, place, experiments));
    fmt::print("{:<10} {}   {}\n", name(noise), alarms, found);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int experiments = argc > 1 ? std::atoi(argv[1]) : 10'000;
  print_chosen(experiments);
  print_candidates(experiments);
  print_stopping(experiments);
  print_changes(experiments);
}
