// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/comparison.hpp>
#include <harness/cli/compare_options.hpp>
#include <harness/journal/journal.hpp>

#include <optional>

namespace bxbench::cli {

/// `bxbench compare --confirm`: measures the suspects of a comparison again, as the new run did, in
/// a run of their own beside it. Its samples alone decide then, because those that made a cell
/// suspect are slow by selection. Nothing when there are no suspects.
///
/// What is measured and where must be as it was in the new run, else it is refused.
Result<std::optional<journal::ResultSet>> confirm(const ComparisonOptions& options,
                                                  const journal::ResultSet& now,
                                                  const analysis::Comparison& comparison);

}  // namespace bxbench::cli
