// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/history.hpp>
#include <harness/report/layout.hpp>

#include <span>
#include <string>
#include <string_view>

namespace bxbench::report {

/// One format of a history.
struct HistoryExporter {
  std::string_view format;  ///< the word after --format
  std::string (*render)(const analysis::History&, const Layout&);
};

/// All formats; the first is the default.
std::span<const HistoryExporter> history_exporters();

/// Null when there is no such format of a history.
const HistoryExporter* find_history_exporter(std::string_view format);

}  // namespace bxbench::report
