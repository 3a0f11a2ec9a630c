// SPDX-License-Identifier: Apache-2.0
#include <tests/support/noise.hpp>

#include <boost/math/distributions/normal.hpp>
#include <boost/random/exponential_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_01.hpp>

#include <cmath>
#include <numbers>

namespace bxbench::tests {
namespace {

constexpr double outlier_share = 0.05, outlier_factor = 2, slow_share = 0.4, drift_size = 0.10;

double lognormal(double sigma, Generator& generator) {
  return std::exp(boost::random::normal_distribution<>(0, sigma)(generator));
}

bool happens(double share, Generator& generator) {
  return boost::random::uniform_01<>()(generator) < share;
}

double tail(double cv, Generator& generator) {
  const double scale = cv / (1 - cv);  // of 1 + scale × Exp(1)
  const double time = 1 + scale * boost::random::exponential_distribution<>(1)(generator);
  return time / (1 + scale * std::numbers::ln2);
}

/// How much slower the slow mode is, so that the modes alone have the standard deviation cv.
double gap(double cv) {
  return cv / std::sqrt(slow_share * (1 - slow_share));
}

/// Without the factor of the block.
double within_block(Noise noise, double cv, Generator& generator) {
  switch (noise) {
    case Noise::tail:
    case Noise::unequal:
      return tail(cv, generator);
    case Noise::outliers: {
      const double time = lognormal(cv, generator);
      return happens(outlier_share, generator) ? outlier_factor * time : time;
    }
    case Noise::two_modes: {
      const double time = lognormal(cv / 4, generator);
      return happens(slow_share, generator) ? (1 + gap(cv)) * time : time;
    }
    case Noise::lognormal:
    case Noise::drift:
      break;
  }
  return lognormal(cv, generator);
}

double block_factor(Noise noise, Generator& generator) {
  return noise == Noise::drift ? lognormal(drift_size, generator) : 1;
}

/// P(sample <= time) of the two mixtures.
double share_below(Noise noise, double cv, double time) {
  const bool modes = noise == Noise::two_modes;
  const double share = modes ? slow_share : outlier_share;
  const double factor = modes ? 1 + gap(cv) : outlier_factor;
  const boost::math::normal logarithm(0, modes ? cv / 4 : cv);
  return (1 - share) * boost::math::cdf(logarithm, std::log(time)) +
         share * boost::math::cdf(logarithm, std::log(time / factor));
}

}  // namespace

Pairs simulate(Noise noise, double cv, std::size_t count, double ratio, Generator& generator) {
  Pairs pairs;
  const double value_cv = noise == Noise::unequal ? cv / 4 : cv;
  for (std::size_t block = 0; block < count; ++block) {
    const double factor = block_factor(noise, generator);
    pairs.value.push_back(ratio * factor * within_block(noise, value_cv, generator));
    pairs.baseline.push_back(factor * within_block(noise, cv, generator));
  }
  return pairs;
}

double sample(Noise noise, double cv, Generator& generator) {
  const double factor = block_factor(noise, generator);
  return factor * within_block(noise, cv, generator);
}

double true_median(Noise noise, double cv) {
  if (noise != Noise::outliers && noise != Noise::two_modes) return 1;
  double low = 0.5, high = 2;
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = (low + high) / 2;
    (share_below(noise, cv, middle) < 0.5 ? low : high) = middle;
  }
  return low;
}

const char* name(Noise noise) {
  switch (noise) {
    case Noise::lognormal:
      return "lognormal";
    case Noise::tail:
      return "tail";
    case Noise::outliers:
      return "outliers";
    case Noise::two_modes:
      return "two modes";
    case Noise::drift:
      return "drift";
    case Noise::unequal:
      return "unequal";
  }
  return "";
}

}  // namespace bxbench::tests
