// SPDX-License-Identifier: Apache-2.0
#include <harness/report/openmetrics.hpp>
#include <tests/support/golden.hpp>
#include <tests/support/odd_run.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <cstring>
#include <set>
#include <sstream>

using namespace bxbench;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;

namespace {

std::string rendered(const tests::ExampleRun& run) {
  return report::render_openmetrics(run.results.run, run.cells);
}

/// Takes `{a="b",c="d"}` off the front of a line; false when it is none.
bool take_labels(std::string_view& line) {
  const std::string_view letters = "abcdefghijklmnopqrstuvwxyz_";
  char next = '{';
  while (next != '}') {
    if (line.empty() || line[0] != next) return false;
    line.remove_prefix(1);
    const auto name = std::min(line.find_first_not_of(letters), line.size());
    line.remove_prefix(name);
    if (name == 0 || !line.starts_with("=\"")) return false;
    line.remove_prefix(2);
    while (!line.empty() && line[0] != '"') {
      const bool escape = line[0] == '\\';
      if (escape && (line.size() < 2 || !std::strchr("n\"\\", line[1]))) return false;
      line.remove_prefix(escape ? 2 : 1);
    }
    line.remove_prefix(line.empty() ? 0 : 1);
    next = line.starts_with(",") ? ',' : '}';
  }
  if (!line.starts_with("} ")) return false;
  line.remove_prefix(2);
  return true;
}

/// What the specification objects to in lines of one family that was announced; empty: nothing.
std::string sample_problem(std::string_view line, const std::string& family, std::string& unique) {
  const auto name = std::string(line.substr(0, line.find('{')));
  if (name != family && name != family + "_info") return "not in its family";
  line.remove_prefix(name.size());
  const auto rest = line;
  if (!take_labels(line)) return "labels";
  unique = name + std::string(rest.substr(0, rest.size() - line.size()));
  std::size_t used = 0;
  (void)std::stod(std::string(line), &used);
  if (used != line.size() || line.find_first_of("nN") != std::string_view::npos) return "number";
  return {};
}

/// Reads an exposition by the grammar of OpenMetrics 1.0, as far as gauges and infos need it.
std::string problems(const std::string& text) {
  std::string line, family, found;
  std::set<std::string> families, samples;
  bool ended = false;
  for (std::istringstream lines(text); std::getline(lines, line);) {
    const auto object = [&](const std::string& what) { found += what + ": " + line + "\n"; };
    if (ended) object("after the end");
    ended = line == "# EOF";
    if (ended) continue;
    if (line.find('\r') != std::string::npos) object("carriage return");
    std::istringstream words(line);
    std::string hash, kind, name, value;
    words >> hash >> kind >> name >> value;
    if (hash != "#") {
      std::string unique;
      const auto problem = sample_problem(line, family, unique);
      if (!problem.empty()) object(problem);
      if (!samples.insert(unique).second) object("twice");
    } else if (kind == "TYPE") {
      if (!families.insert(family = name).second) object("family in two places");
      if (value != "gauge" && value != "info") object("type");
    } else if (kind == "UNIT") {
      if (name != family || !name.ends_with("_" + value)) object("unit");
    } else if (kind != "HELP" || name != family) {
      object("comment");
    }
  }
  return ended && text.ends_with("\n") ? found : found + "no end";
}

}  // namespace

TEST_CASE("OpenMetrics of a run is what the specification says", "[report][openmetrics]") {
  for (const auto& run : {tests::example_run(1), tests::troubled_run(7), tests::odd_run()})
    CHECK(problems(rendered(run)) == "");
  tests::ExampleRun nothing;
  CHECK(problems(rendered(nothing)) == "");
  CHECK_THAT(rendered(nothing), EndsWith("# EOF\n"));
}

TEST_CASE("the reading of OpenMetrics sees what is wrong", "[report][openmetrics]") {
  const std::string head = "# TYPE a_s gauge\n";
  CHECK(problems(head + "a_s{b=\"c\"} 1\n# EOF\n") == "");
  CHECK(problems(head + "a_s{b=\"c\"} 1\n") != "");
  CHECK(problems(head + "a_s{b=\"c\"} nan\n# EOF\n") != "");
  CHECK(problems(head + "a_s{b=\"c\nd\"} 1\n# EOF\n") != "");
  CHECK(problems(head + "a_s{b=\"c\\d\"} 1\n# EOF\n") != "");
  CHECK(problems(head + "a_s{b=\"c\"} 1\na_s{b=\"c\"} 1\n# EOF\n") != "");
  CHECK(problems(head + "# UNIT a_s m\n# EOF\n") != "");
  CHECK(problems(head + head + "# EOF\n") != "");
}

TEST_CASE("OpenMetrics tells medians, intervals, ratios, phases and counts of a cell",
          "[report][openmetrics]") {
  auto run = tests::example_run(7);
  auto& cell = run.cell("mount", "source-change", "rebuild");
  cell.invalid_samples = 2;
  cell.samples[0].evidence.traffic["registry"] = {1, 100, 900};
  cell.samples[0].evidence.traffic["bases"] = {1, 0, 70};
  for (std::size_t i = 1; i < 7; ++i)
    cell.samples[i].evidence.traffic["bases"] = {1, 0, 50};
  const auto text = rendered(run);
  const std::string of =
      "workload=\"go\",strategy=\"mount\",scenario=\"source-change\",job=\"rebuild\"";
  for (const auto& line : {
           "bxbench_job_seconds{" + of + "} 2.9\n",
           "bxbench_build_seconds{" + of + "} 2.65\n",
           "bxbench_job_low_seconds{" + of + "} 2.81",
           "bxbench_ratio_to_baseline{" + of + "} 0.24\n",
           "bxbench_phase_seconds{" + of + ",phase=\"solve\"} 2.15\n",
           "bxbench_steps{" + of + ",state=\"executed\"} 7\n",
           "bxbench_samples{" + of + ",validity=\"valid\"} 7\n",
           "bxbench_samples{" + of + ",validity=\"invalid\"} 2\n",
           "bxbench_service_bytes{" + of + ",service=\"registry\",direction=\"sent\"} 0\n",
           "bxbench_service_bytes{" + of + ",service=\"bases\",direction=\"sent\"} 50\n",
           "bxbench_cache_bytes{" + of + ",what=\"restored\"} 12400000\n",
       })
    CHECK_THAT(text, ContainsSubstring(line));
  CHECK_THAT(text, ContainsSubstring("bxbench_run_info{id=\"20260501-120000-7f3a\""));
  CHECK_THAT(text, !ContainsSubstring("bxbench_ratio_to_baseline{workload=\"go\",strategy=\"none"));
}

TEST_CASE("OpenMetrics escapes names and leaves out what is no number",
          "[report][openmetrics][golden]") {
  const auto text = rendered(tests::odd_run());
  CHECK(text == tests::approved("openmetrics-odd.txt", text));
  CHECK_THAT(text,
             ContainsSubstring("job=\"builda|b \\\"c\\\" \\\\d\\n# EOF  e�[31m <script> �€\""));
  CHECK_THAT(text, !ContainsSubstring("inf\n"));
  CHECK_THAT(text, !ContainsSubstring("nan\n"));
}
