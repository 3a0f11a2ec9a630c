// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/report/layout.hpp>
#include <harness/report/report.hpp>

#include <string>

namespace bxbench::report {

/// The report for a terminal or a log.
std::string render_terminal(const Report& report, const Layout& layout);

}  // namespace bxbench::report
