// SPDX-License-Identifier: Apache-2.0
#include <harness/report/history/history_exporter.hpp>
#include <harness/report/history/history_json.hpp>
#include <harness/report/history/history_report.hpp>
#include <harness/report/markdown.hpp>
#include <harness/report/page/html.hpp>
#include <harness/report/terminal.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace bxbench::report {
namespace {

using analysis::History;

std::string table(const History& history, const Layout& layout) {
  return render_terminal(build_history_report(history, layout), layout);
}

std::string markdown(const History& history, const Layout&) {
  return render_markdown(build_history_report(history, {}));
}

std::string csv(const History& history, const Layout&) {
  return render_history_csv(history);
}

std::string json(const History& history, const Layout&) {
  return render_history_json(history);
}

std::string html(const History& history, const Layout&) {
  return render_html(build_history_report(history, {}), history_data_json(history));
}

constexpr std::array all{
    HistoryExporter{"table", table}, HistoryExporter{"markdown", markdown},
    HistoryExporter{"csv", csv},     HistoryExporter{"json", json},
    HistoryExporter{"html", html},
};

}  // namespace

std::span<const HistoryExporter> history_exporters() {
  return all;
}

const HistoryExporter* find_history_exporter(std::string_view format) {
  const auto* const found = std::find_if(
      all.begin(), all.end(), [&](const auto& exporter) { return exporter.format == format; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace bxbench::report
