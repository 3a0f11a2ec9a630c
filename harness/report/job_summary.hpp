// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/report/report.hpp>

#include <cstddef>
#include <string>

namespace bxbench::report {

/// What a CI service takes as the summary of one step, in bytes: the upload of more fails.
constexpr std::size_t job_summary_limit = 1 << 20;

/// The report as Markdown in at most `room` bytes: all of it, else its tables and footnotes, else a
/// note that it is too long; empty when there is no room for that either.
std::string job_summary(const Report& report, std::size_t room);

}  // namespace bxbench::report
