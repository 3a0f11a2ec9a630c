// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace bxbench::diagnosis {

struct Facts;

/// How much of a build and its caches was read, whatever rules say to it.
struct Tally {
  std::size_t cache_steps = 0;   ///< restores, saves, injections, extractions
  std::size_t builds = 0;        ///< in logs, runs and workflows
  std::size_t docker_steps = 0;  ///< RUN, COPY and ADD of a Dockerfile
};

Tally tally(const std::vector<Facts>& all);

}  // namespace bxbench::diagnosis
