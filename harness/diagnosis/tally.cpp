// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/dockerfile_facts.hpp>
#include <harness/diagnosis/facts.hpp>
#include <harness/diagnosis/tally.hpp>
#include <harness/diagnosis/workflow_facts.hpp>

#include <algorithm>

namespace bxbench::diagnosis {
namespace {

std::size_t steps_of(const DockerfileFacts& dockerfile) {
  std::size_t steps = 0;
  for (const auto& stage : dockerfile.stages)
    steps += static_cast<std::size_t>(
        std::count_if(stage.items.begin(), stage.items.end(),
                      [](const auto& item) { return item.kind != DockerItem::Kind::variable; }));
  return steps;
}

}  // namespace

Tally tally(const std::vector<Facts>& all) {
  Tally tally;
  for (const auto& facts : all) {
    for (const auto& job : facts.jobs) {
      tally.cache_steps += job.restores.size() + job.saves.size() + job.carries.size();
      tally.builds += job.builds.size();
    }
    if (facts.workflow)
      for (const auto& job : facts.workflow->jobs) {
        tally.cache_steps += job.caches.size() + job.dances.size();
        tally.builds += job.builds.size();
      }
    if (facts.dockerfile)
      tally.docker_steps = std::max(tally.docker_steps, steps_of(*facts.dockerfile));
  }
  return tally;
}

}  // namespace bxbench::diagnosis
