// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::analysis {

// What a run says about links that it did not have. The job time of a cell over a link of B bytes/s
// is
//
//     T(B) = T + M/B - C
//
// T: median of job_seconds. M: median of the bytes that crossed the link in either direction, which
// is what the registry and the Actions cache sent and received. C: what they took on the run's own
// link, which T holds already: bytes sent by its bandwidth down, bytes received by its bandwidth
// up; 0 without one, as services are on loopback then. Latency, and transfers that overlap with the
// build, are not modelled: the figures are about bandwidth alone.

/// How one strategy does against another as bandwidth changes.
enum class Wins { always, never, above, below };

/// "registry beats none above 14 MB/s".
struct Crossing {
  measure::CellKey key;  ///< workload, scenario and job; `strategy` is the one that wins or not
  std::string against;
  Wins wins = Wins::never;
  /// Where the order changes, in bytes/s; none for `always` and `never`.
  std::optional<double> bytes_per_second;
  /// The same at the ends of the intervals of both medians; none without intervals. No `high`
  /// beside a `low`: there may be no such bandwidth, so that `above` may be `never`, and `below`
  /// `always`.
  std::optional<double> low, high;
  /// Whether `wins` is the same all over those intervals; none where there are no intervals.
  std::optional<bool> certain;
};

/// How many warm builds pay for what the first, cold one costs more than the baseline's.
struct Payback {
  std::string workload, strategy;
  double extra_seconds = 0;   ///< of the cold build; negative: it is faster already
  double saving_seconds = 0;  ///< of every warm build
  std::optional<int> builds;  ///< 0: nothing to pay for; none: never
  /// Fewest and most by the intervals of the four medians; `most` none with `fewest`: maybe never.
  std::optional<int> fewest, most;
};

struct BreakEven {
  /// Each strategy against the baseline, then those pairs of other strategies whose order changes.
  std::vector<Crossing> crossings;
  std::vector<Payback> paybacks;
  std::string baseline = "none";
};

/// Nothing to say when no bytes crossed the link, or when `link` is no link that this version
/// knows; it is journal::Environment::link: "none" or e.g. "14MB/s,20ms", as link::parse_shape
/// reads it.
std::optional<BreakEven> break_even(const std::vector<Cell>& cells, const std::string& baseline,
                                    std::string_view link);

}  // namespace bxbench::analysis
