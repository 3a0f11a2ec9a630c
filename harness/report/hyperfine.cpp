// SPDX-License-Identifier: Apache-2.0
#include <harness/report/hyperfine.hpp>
#include <harness/report/json_values.hpp>
#include <harness/report/place.hpp>

#include <nlohmann/json.hpp>

#include <cmath>

namespace bxbench::report {
namespace {

using Json = nlohmann::ordered_json;
using analysis::Cell;

bool known(const std::optional<double>& value) {
  return value && std::isfinite(*value);
}

/// hyperfine's own figures are never null but for the deviation of a single run.
bool complete(const Cell& cell) {
  const auto& job = cell.job_seconds;
  return cell.valid_samples > 0 && known(job.mean) && known(job.median) && known(job.min) &&
         known(job.max);
}

struct Cpu {
  std::optional<double> user, system;
};

/// Of client and daemon together, where both are known.
Cpu mean_cpu(const Cell& cell) {
  double user = 0, system = 0, count = 0;
  for (const auto& sample : cell.samples) {
    const auto& [client, daemon] = sample.evidence.resources;
    if (!sample.valid || !client || !daemon) continue;
    const double kernel = client->system_seconds + daemon->system_seconds;
    user += client->cpu_seconds + daemon->cpu_seconds - kernel;
    system += kernel;
    ++count;
  }
  if (count == 0) return {};
  return {user / count, system / count};
}

Json result_of(const Cell& cell) {
  const auto& job = cell.job_seconds;
  const auto cpu = mean_cpu(cell);
  Json result{{"command", place_name(cell.key)},
              {"mean", *job.mean},
              {"stddev", json_number(job.stddev)},
              {"median", *job.median},
              {"user", json_number(cpu.user)},
              {"system", json_number(cpu.system)},
              {"min", *job.min},
              {"max", *job.max},
              {"times", job.samples},
              {"exit_codes", Json::array()},
              {"parameters",
               {{"workload", cell.key.workload},
                {"strategy", cell.key.strategy},
                {"scenario", cell.key.scenario},
                {"job", cell.key.job}}}};
  for (const auto& sample : cell.samples)
    if (sample.valid)
      result["exit_codes"].push_back(sample.evidence.build_error.empty() ? Json(0) : Json());
  return result;
}

}  // namespace

std::string render_hyperfine(const std::vector<Cell>& cells) {
  Json json{{"results", Json::array()}};
  for (const auto& cell : cells)
    if (complete(cell)) json["results"].push_back(result_of(cell));
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace bxbench::report
