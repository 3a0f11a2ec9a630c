// SPDX-License-Identifier: Apache-2.0
#include <harness/report/openmetrics.hpp>
#include <harness/report/text.hpp>

#include <boost/math/statistics/univariate_statistics.hpp>
#include <fmt/format.h>

#include <cmath>
#include <set>
#include <utility>

namespace bxbench::report {
namespace {

using analysis::Cell;
using Labels = std::vector<std::pair<std::string_view, std::string>>;

/// The value of a label: line ends, quotes and backslashes escaped as the specification asks; what
/// could take over a terminal is replaced as in all other texts.
std::string escaped(std::string_view text) {
  std::string result;
  while (true) {
    const auto end = text.find('\n');
    for (const char letter : clean(text.substr(0, end))) {
      if (letter == '"' || letter == '\\') result += '\\';
      result += letter;
    }
    if (end == std::string_view::npos) return result;
    result += "\\n";
    text.remove_prefix(end + 1);
  }
}

/// One metric family; all that is said of it stands together.
class Family {
 public:
  /// `unit` must be the end of the name; empty: none.
  Family(std::string_view name, std::string_view unit, std::string_view help,
         std::string_view type = "gauge")
      : name_(name) {
    head_ = fmt::format("# TYPE {} {}\n", name, type);
    if (!unit.empty()) head_ += fmt::format("# UNIT {} {}\n", name, unit);
    head_ += fmt::format("# HELP {} {}\n", name, help);
  }

  void add(const Labels& labels, std::optional<double> value, std::string_view suffix = "") {
    if (!value || !std::isfinite(*value)) return;
    std::string text;
    for (const auto& [label, content] : labels)
      if (!content.empty())
        text += fmt::format("{}{}=\"{}\"", text.empty() ? "" : ",", label, escaped(content));
    samples_ += fmt::format("{}{}{{{}}} {}\n", name_, suffix, text, *value);
  }

  std::string text() const { return samples_.empty() ? "" : head_ + samples_; }

 private:
  std::string name_, head_, samples_;
};

Labels labels_of(const Cell& cell) {
  return {{"workload", cell.key.workload},
          {"strategy", cell.key.strategy},
          {"scenario", cell.key.scenario},
          {"job", cell.key.job}};
}

Labels with(Labels labels, std::string_view name, std::string value) {
  labels.emplace_back(name, std::move(value));
  return labels;
}

std::string run_info(const journal::RunStarted& run) {
  Family family("bxbench_run", "", "The run that all other figures are of.", "info");
  const auto& on = run.environment;
  family.add({{"id", run.id},
              {"started", run.started},
              {"baseline", run.baseline},
              {"bxbench", on.bxbench},
              {"docker", on.docker},
              {"buildx", on.buildx},
              {"buildkit", on.buildkit},
              {"driver", on.driver},
              {"link", on.link},
              {"bases", on.bases},
              {"os", on.os},
              {"cpus", on.cpus > 0 ? fmt::format("{}", on.cpus) : ""}},
             1, "_info");
  return family.text();
}

std::string job_seconds(const std::vector<Cell>& cells) {
  Family median("bxbench_job_seconds", "seconds", "Median time of the whole job.");
  Family low("bxbench_job_low_seconds", "seconds", "Low end of the interval of that median.");
  Family high("bxbench_job_high_seconds", "seconds", "High end of the interval of that median.");
  Family build("bxbench_build_seconds", "seconds", "Median time of docker buildx build.");
  for (const auto& cell : cells) {
    const auto labels = labels_of(cell);
    median.add(labels, cell.job_seconds.median);
    build.add(labels, cell.build_seconds.median);
    const auto interval = analysis::stats::best_interval(cell.job_seconds);
    if (!interval) continue;
    low.add(labels, interval->first);
    high.add(labels, interval->second);
  }
  return median.text() + low.text() + high.text() + build.text();
}

std::string ratios(const std::vector<Cell>& cells, const std::string& baseline) {
  Family value("bxbench_ratio_to_baseline", "", "Job time relative to that of the baseline.");
  Family low("bxbench_ratio_to_baseline_low", "", "Low end of its 95 % interval.");
  Family high("bxbench_ratio_to_baseline_high", "", "High end of its 95 % interval.");
  for (const auto& cell : cells) {
    const auto& ratio = cell.ratio_to_baseline;
    if (!ratio || cell.key.strategy == baseline) continue;
    const auto labels = labels_of(cell);
    value.add(labels, ratio->value);
    if (!ratio->ci95) continue;
    low.add(labels, ratio->ci95->first);
    high.add(labels, ratio->ci95->second);
  }
  return value.text() + low.text() + high.text();
}

std::string phases(const std::vector<Cell>& cells) {
  Family family("bxbench_phase_seconds", "seconds", "Median time of one phase of the job.");
  for (const auto& cell : cells)
    for (const auto& [phase, summary] : cell.phases)
      family.add(with(labels_of(cell), "phase", phase), summary.median);
  return family.text();
}

std::string counts(const std::vector<Cell>& cells) {
  Family steps("bxbench_steps", "", "Build steps of the sample with the median job time.");
  Family samples("bxbench_samples", "", "Samples taken; figures are of the valid ones.");
  for (const auto& cell : cells) {
    const auto labels = labels_of(cell);
    const auto& [total, cached, executed] = cell.steps;
    if (cell.valid_samples > 0) {
      steps.add(with(labels, "state", "cached"), cached);
      steps.add(with(labels, "state", "executed"), executed);
      steps.add(with(labels, "state", "not_reached"), total - cached - executed);
    }
    samples.add(with(labels, "validity", "valid"), cell.valid_samples);
    samples.add(with(labels, "validity", "invalid"), cell.invalid_samples);
  }
  return steps.text() + samples.text();
}

/// A service that a sample's evidence does not name had no request in it.
double median_traffic(const Cell& cell, const std::string& service,
                      Bytes measure::Traffic::*direction) {
  std::vector<double> bytes;
  for (const auto& sample : cell.samples) {
    if (!sample.valid) continue;
    const auto found = sample.evidence.traffic.find(service);
    const bool used = found != sample.evidence.traffic.end();
    bytes.push_back(used ? static_cast<double>(found->second.*direction) : 0);
  }
  return boost::math::statistics::median(bytes);
}

std::string traffic(const std::vector<Cell>& cells) {
  Family family("bxbench_service_bytes", "bytes",
                "Median of what a service received and sent during the job.");
  for (const auto& cell : cells) {
    std::set<std::string> services;
    for (const auto& sample : cell.samples)
      for (const auto& [service, unused] : sample.evidence.traffic)
        if (sample.valid) services.insert(service);
    for (const auto& service : services) {
      const auto labels = with(labels_of(cell), "service", service);
      family.add(with(labels, "direction", "received"),
                 median_traffic(cell, service, &measure::Traffic::received));
      family.add(with(labels, "direction", "sent"),
                 median_traffic(cell, service, &measure::Traffic::sent));
    }
  }
  return family.text();
}

std::string cache_bytes(const std::vector<Cell>& cells) {
  Family family("bxbench_cache_bytes", "bytes", "Median size of what a cache moved.");
  for (const auto& cell : cells)
    for (const auto& [what, bytes] : cell.bytes)
      family.add(with(labels_of(cell), "what", what), static_cast<double>(bytes));
  return family.text();
}

}  // namespace

std::string render_openmetrics(const journal::RunStarted& run, const std::vector<Cell>& cells) {
  return run_info(run) + job_seconds(cells) + ratios(cells, run.baseline) + phases(cells) +
         counts(cells) + traffic(cells) + cache_bytes(cells) + "# EOF\n";
}

}  // namespace bxbench::report
