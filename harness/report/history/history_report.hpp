// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/history.hpp>
#include <harness/report/layout.hpp>
#include <harness/report/report.hpp>

namespace bxbench::report {

/// What is said of a history: a table per workload, a row per series with its first and its last
/// median, its course as a sparkline, and a footnote per change. Of `layout`, width and character
/// set decide how the sparklines look.
Report build_history_report(const analysis::History& history, const Layout& layout);

/// "since run 20260501-… (2026-05-01): 4.10 s → 4.90 s; 0.34× → 0.41× of none, 1.19×".
std::string change_text(const analysis::History& history, const analysis::HistoryChange& change);

/// "docker 28.5.1 · BuildKit 0.25.0 · …"
std::string environment_text(const analysis::HistoryRun& run);

}  // namespace bxbench::report
