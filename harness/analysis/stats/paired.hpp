// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/stats/interval.hpp>

#include <optional>
#include <vector>

namespace bxbench::analysis::stats {

/// Differences between two cells, one for each block in which both were measured.
using Differences = std::vector<double>;

/// How far one cell lies from another.
struct Shift {
  double value = 0;              ///< Hodges-Lehmann estimate; in the unit of the differences
  std::optional<Interval> ci95;  ///< none below three pairs
  std::optional<double> p;       ///< two-sided, of "there is no shift"; none where `ci95` is none
  int pairs = 0;
};

/// Estimate, interval and test of what paired differences scatter around; nothing without any.
///
/// From six pairs up interval and test are Wilcoxon's (signed_rank.hpp), which assume no shape.
/// With three to five pairs no such method can reach 95 % (of 2^5 ways to flip signs two are 6.25
/// %), so there they are Student's: mean ± t(n-1) s/√n. Two cells with the same noise differ
/// symmetrically however skewed that noise is, and of symmetric differences with long tails
/// Student's interval covers more, not less, than it says (Efron, Student's t-Test Under Symmetry
/// Conditions, JASA 64 (1969)). The study of `./dev bench statistics` holds both to 5 % false
/// alarms.
std::optional<Shift> paired_shift(const Differences& differences);

/// A ratio to a baseline.
struct Ratio {
  double value = 0;
  std::optional<Interval> ci95;
  std::optional<double> p;  ///< of "the ratio is 1"
  int pairs = 0;
};

/// `paired_shift` on the logarithms of value[i] / baseline[i]: what both share, such as a slow
/// block, cancels out. Pairs that are not both positive drop out; nothing without any. The lists
/// are equally long.
std::optional<Ratio> paired_ratio(const std::vector<double>& value,
                                  const std::vector<double>& baseline);

/// The same in the unit of the values: value[i] - baseline[i].
std::optional<Shift> paired_difference(const std::vector<double>& value,
                                       const std::vector<double>& baseline);

/// Whether the evidence says that the ratio is not 1: its interval leaves 1 out, and the test
/// agrees at 5 %.
bool differs(const Ratio& ratio);

}  // namespace bxbench::analysis::stats
