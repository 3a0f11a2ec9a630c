// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/noise.hpp>

#include <boost/math/statistics/univariate_statistics.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace bxbench::analysis {
namespace {

double median_of(const std::vector<measure::Noise>& probes, double measure::Noise::*what) {
  std::vector<double> values;
  for (const auto& probe : probes)
    values.push_back(probe.*what);
  return boost::math::statistics::median(values);
}

}  // namespace

double drift(const std::vector<measure::Noise>& probes) {
  if (probes.size() < 2) return 0;
  std::vector<double> units;
  for (const auto& probe : probes)
    units.push_back(probe.unit);
  std::sort(units.begin(), units.end());
  // The tenths at both ends are single bad or lucky moments.
  const auto aside = units.size() / 10;
  const double fastest = units[aside];
  return fastest > 0 ? units[units.size() - 1 - aside] / fastest - 1 : 0;
}

std::vector<std::string> unfit(const std::vector<measure::Noise>& probes) {
  std::vector<std::string> reasons;
  if (probes.empty()) return reasons;
  if (const auto others = median_of(probes, &measure::Noise::others); others > most_others)
    reasons.push_back(fmt::format(
        "other programs use {:.0f} % of the CPUs: end them, or measure on another machine",
        others * 100));
  if (const auto steal = median_of(probes, &measure::Noise::steal); steal > most_steal)
    reasons.push_back(
        fmt::format("the hypervisor gives {:.0f} % of the CPUs to others: use a "
                    "machine that is not shared",
                    steal * 100));
  if (const auto spread = median_of(probes, &measure::Noise::spread); spread > most_spread)
    reasons.push_back(fmt::format(
        "equal work takes up to {:.0f} % longer at times: expect wide intervals, use more "
        "repetitions (-n, --precision)",
        spread * 100));
  if (const auto change = drift(probes); change > most_drift)
    reasons.push_back(
        fmt::format("the machine's speed changed by {:.0f} % during the run: trust "
                    "ratios alone, they are paired in time",
                    change * 100));
  return reasons;
}

}  // namespace bxbench::analysis
