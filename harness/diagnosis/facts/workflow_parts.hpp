// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/facts/settings.hpp>

namespace bxbench::diagnosis {

/// One step of a job, as the functions below read it.
struct StepReader {
  const workflow::Step& step;
  Settings settings;
  std::size_t order;  ///< from 1
};

// Each adds what the step is to the job; a step of another sort adds nothing.

void read_cache_step(const StepReader& reader, PipelineJob& job);
void read_dance(const StepReader& reader, PipelineJob& job);
void read_build_action(const StepReader& reader, PipelineJob& job);
void read_setup(const StepReader& reader, PipelineJob& job);
void read_other_action(const StepReader& reader, PipelineJob& job);
void read_script(const StepReader& reader, PipelineJob& job);

/// The map of a dance: JSON, whose values are targets or objects.
void read_cache_map(const StepReader& reader, const workflow::Value& map, Dance& dance);

/// A value of cache-from or cache-to. Of an expression that chooses, `cond && 'type=gha' || ''`,
/// the text that it may give; when there is none, the type stays empty.
CacheOption cache_option(Setting setting);

/// What an action is called without its version: "actions/cache/save".
std::string action_name(const std::string& uses);
/// "v4.2.0"; of an action that is pinned to a commit the comment behind it, else empty.
std::string action_version(const StepReader& reader);

}  // namespace bxbench::diagnosis
