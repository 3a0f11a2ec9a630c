// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cilog/event.hpp>
#include <harness/support/error.hpp>

#include <filesystem>
#include <string>

namespace bxbench::cilog {

/// Reads what a run of bxbench keeps of one of its jobs, `JOB.steps.jsonl`, and beside it the
/// progress of its build, `JOB.progress.jsonl.zst`, as the events of which a CI log of the same job
/// would tell. `run`: what the events call the log. Errors (Errc::bad_input): a file is not there
/// or is no such file.
Result<void> read_kept_job(const std::filesystem::path& steps, const std::string& run,
                           const Sink& sink);

}  // namespace bxbench::cilog
