// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace bxbench::analysis::stats {

/// 0.6745 (x - median) / MAD of each sample, where MAD is the median absolute deviation; about a
/// standard score when the noise is normal. Where MAD is 0, (x - median) / (1.253314 × mean
/// absolute deviation) (Iglewicz & Hoaglin, How to Detect and Handle Outliers, 1993, p. 11; IBM's
/// addition for MAD = 0). Equal samples all score 0.
std::vector<double> modified_z_scores(const std::vector<double>& samples);

/// Places of the samples whose score is above 3.5 or below -3.5 and that are more than 5 % off the
/// median: nearer ones change no conclusion. None below six samples, whose MAD says too little.
std::vector<std::size_t> outliers(const std::vector<double>& samples);

/// The first sample over the median of the others, when it is slower than each of them, by 10 % or
/// more than their median, and an outlier among them (score above 3.5). Nothing below five samples.
std::optional<double> slow_first(const std::vector<double>& samples);

}  // namespace bxbench::analysis::stats
