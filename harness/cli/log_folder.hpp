// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cilog/log_reader.hpp>
#include <harness/support/error.hpp>

#include <filesystem>

namespace bxbench::cli {

/// Whether a folder is the unpacked archive of a run's logs: it has *.txt files.
bool is_log_folder(const std::filesystem::path& folder);

/// Reads such a folder as its archive is read: all jobs are of one run. Files that are not named as
/// an archive's are runs of their own, in the order of their names. Error: bad_input, a file cannot
/// be read.
Result<cilog::LogSummary> read_log_folder(const std::filesystem::path& folder,
                                          const cilog::Sink& sink);

}  // namespace bxbench::cli
