// SPDX-License-Identifier: Apache-2.0
#include <harness/report/build_report.hpp>
#include <harness/report/csv.hpp>
#include <harness/report/exporter.hpp>
#include <harness/report/github_action_benchmark.hpp>
#include <harness/report/hyperfine.hpp>
#include <harness/report/markdown.hpp>
#include <harness/report/openmetrics.hpp>
#include <harness/report/page/html.hpp>
#include <harness/report/page/run_data.hpp>
#include <harness/report/run_json.hpp>
#include <harness/report/terminal.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace bxbench::report {
namespace {

std::string table(const Results& results, const Layout& layout) {
  return render_terminal(build_report(results.journal, results.cells), layout);
}

std::string markdown(const Results& results, const Layout&) {
  return render_markdown(build_report(results.journal, results.cells));
}

std::string csv(const Results& results, const Layout&) {
  return render_csv(results.journal);
}

std::string json(const Results& results, const Layout&) {
  return render_run_json(results.journal, results.cells);
}

std::string html(const Results& results, const Layout&) {
  return render_html(build_report(results.journal, results.cells), run_data(results));
}

std::string github_action_benchmark(const Results& results, const Layout&) {
  return render_github_action_benchmark(results.cells, results.journal.run.baseline);
}

std::string hyperfine(const Results& results, const Layout&) {
  return render_hyperfine(results.cells);
}

std::string openmetrics(const Results& results, const Layout&) {
  return render_openmetrics(results.journal.run, results.cells);
}

constexpr std::array all{
    Exporter{"table", "", table},
    Exporter{"markdown", "report.md", markdown},
    Exporter{"csv", "samples.csv", csv},
    Exporter{"json", "run.json", json},
    Exporter{"html", "report.html", html},
    Exporter{"github-action-benchmark", "", github_action_benchmark},
    Exporter{"hyperfine", "", hyperfine},
    Exporter{"openmetrics", "", openmetrics},
};

}  // namespace

std::span<const Exporter> exporters() {
  return all;
}

const Exporter* find_exporter(std::string_view format) {
  const auto* const found = std::find_if(
      all.begin(), all.end(), [&](const auto& exporter) { return exporter.format == format; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace bxbench::report
