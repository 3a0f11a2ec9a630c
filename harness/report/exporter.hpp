// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>
#include <harness/journal/journal.hpp>
#include <harness/report/layout.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::report {

/// What every report is a function of.
struct Results {
  const journal::ResultSet& journal;
  const std::vector<analysis::Cell>& cells;  ///< in the order of the plan: planned_cells
};

/// One format. `render` knows no file, no clock and no locale; what is not for a terminal leaves
/// the layout alone.
struct Exporter {
  std::string_view format;  ///< the word after --format
  std::string_view file;    ///< its name in a run's folder; empty: not kept there
  std::string (*render)(const Results&, const Layout&);
};

/// All formats; the first is the default.
std::span<const Exporter> exporters();

/// Null when there is no such format.
const Exporter* find_exporter(std::string_view format);

}  // namespace bxbench::report
