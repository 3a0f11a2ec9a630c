// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/report/report.hpp>

#include <string>

namespace bxbench::report {

/// GitHub-flavoured Markdown.
std::string render_markdown(const Report& report);

}  // namespace bxbench::report
