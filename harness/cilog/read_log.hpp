// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cilog/log_reader.hpp>
#include <harness/support/error.hpp>

#include <filesystem>

namespace bxbench::cilog {

/// Reads a log file: text, compressed by gzip, zstd, xz …, or the zip archive of a run, in which
/// each job has a file "0_build.txt", or each step one, "build/3_Run tests.txt". "-" is standard
/// input. Errors (Errc::bad_input): it is not there, cannot be unpacked to its end, is no text.
Result<LogSummary> read_log(const std::filesystem::path& file, const Sink& sink);

}  // namespace bxbench::cilog
