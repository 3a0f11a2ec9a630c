// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/report/report.hpp>
#include <harness/support/error.hpp>

#include <filesystem>

namespace bxbench::cli {

/// Appends the report as Markdown to a file of job summaries, as GitHub Actions and its likes name
/// one in GITHUB_STEP_SUMMARY, without making it longer than the service takes.
Result<void> append_step_summary(const std::filesystem::path& file, const report::Report& report);

}  // namespace bxbench::cli
