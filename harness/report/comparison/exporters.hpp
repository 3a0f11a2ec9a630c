// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/report/comparison/compared.hpp>
#include <harness/report/layout.hpp>

#include <span>
#include <string>
#include <string_view>

namespace bxbench::report {

/// One format of a comparison; what is not for a terminal leaves the layout alone.
struct ComparisonExporter {
  std::string_view format;  ///< the word after --format
  std::string (*render)(const Compared&, const Layout&);
};

/// All of them; the first is the default.
std::span<const ComparisonExporter> comparison_exporters();

/// Null when there is no such format.
const ComparisonExporter* find_comparison_exporter(std::string_view format);

}  // namespace bxbench::report
