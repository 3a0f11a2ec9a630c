// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/report/report.hpp>
#include <harness/support/error.hpp>

#include <filesystem>
#include <functional>

namespace bxbench::cli {

/// Appends the report as Markdown to a file of job summaries, as GitHub Actions and its likes name
/// one in GITHUB_STEP_SUMMARY, without making it longer than the service takes.
Result<void> append_step_summary(const std::filesystem::path& file, const report::Report& report);

/// The same for the file that GITHUB_STEP_SUMMARY names; nothing where it is unset or empty. That
/// the service's file cannot take it is a warning and no failure.
void summarize_step(const std::function<report::Report()>& make_report);

}  // namespace bxbench::cli
