// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <filesystem>
#include <string>

namespace bxbench::recorder {

/// The log of one job as GitHub's runner would have it: the steps of actions/cache,
/// buildkit-cache-dance and the build, from `JOB.steps.jsonl` and `JOB.progress.jsonl.zst` of a
/// run's trial. Where the trial looked into cache mounts, the sizes are shown as a Dockerfile with
/// `du` in it would print them.
Result<std::string> ci_log(const std::filesystem::path& trial, const std::string& job);

}  // namespace bxbench::recorder
