// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <string>

namespace bxbench::cli {

/// "5%" or "0.05" as 0.05. An error's message says what is wrong with the text.
Result<double> parse_share(const std::string& text);

}  // namespace bxbench::cli
