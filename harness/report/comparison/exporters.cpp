// SPDX-License-Identifier: Apache-2.0
#include <harness/report/comparison/build_comparison.hpp>
#include <harness/report/comparison/comparison_data.hpp>
#include <harness/report/comparison/comparison_json.hpp>
#include <harness/report/comparison/exporters.hpp>
#include <harness/report/markdown.hpp>
#include <harness/report/page/html.hpp>
#include <harness/report/terminal.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace bxbench::report {
namespace {

std::string table(const Compared& compared, const Layout& layout) {
  return render_terminal(build_comparison(compared), layout);
}

std::string markdown(const Compared& compared, const Layout&) {
  return render_markdown(build_comparison(compared));
}

std::string json(const Compared& compared, const Layout&) {
  return render_comparison_json(compared);
}

std::string html(const Compared& compared, const Layout&) {
  return render_html(build_comparison(compared), comparison_data(compared));
}

constexpr std::array all{
    ComparisonExporter{"table", table},
    ComparisonExporter{"markdown", markdown},
    ComparisonExporter{"json", json},
    ComparisonExporter{"html", html},
};

}  // namespace

std::span<const ComparisonExporter> comparison_exporters() {
  return all;
}

const ComparisonExporter* find_comparison_exporter(std::string_view format) {
  const auto* const found = std::find_if(
      all.begin(), all.end(), [&](const auto& exporter) { return exporter.format == format; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace bxbench::report
