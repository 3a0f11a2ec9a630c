// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/random/mersenne_twister.hpp>

#include <vector>

namespace bxbench::tests {

/// Shapes of the noise of build times, each with median 1 but for `outliers` and `two_modes`.
enum class Noise {
  lognormal,
  tail,       ///< a least time, and an exponential tail above it
  outliers,   ///< lognormal; one sample in twenty takes twice as long
  two_modes,  ///< 6 of 10 samples are fast, the others slower by about 2 × CV
  drift,      ///< lognormal, in blocks that are faster or slower as a whole (10 %)
  unequal,    ///< `tail`, and the cell that is compared scatters a quarter as much
};

/// The same numbers on every platform.
using Generator = boost::random::mt19937_64;

/// Two cells measured in the same blocks.
struct Pairs {
  std::vector<double> value, baseline;
};

/// `count` blocks; both cells have the same true median but for `Noise::unequal`, where both are 1,
/// too, and `value` is `ratio` times as slow. `cv`: standard deviation over mean, about.
Pairs simulate(Noise noise, double cv, std::size_t count, double ratio, Generator& generator);

/// One more sample of the baseline.
double sample(Noise noise, double cv, Generator& generator);

/// The true median of `sample`.
double true_median(Noise noise, double cv);

const char* name(Noise noise);

}  // namespace bxbench::tests
