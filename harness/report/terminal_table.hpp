// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/report/ink.hpp>
#include <harness/report/report.hpp>

#include <string>

namespace bxbench::report {

/// One table with aligned columns. Where the columns do not fit beside each other, the rest follows
/// below under the same row labels.
std::string render_table(const Table& table, const Ink& ink);

}  // namespace bxbench::report
