// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/report/exporter.hpp>
#include <harness/support/error.hpp>

#include <filesystem>

namespace bxbench::report {

/// Writes the file of every exporter that has one (run.json, report.md, samples.csv) into a run's
/// folder, which exists; each is there whole or not at all.
Result<void> write_results(const std::filesystem::path& directory, const Results& results);

}  // namespace bxbench::report
