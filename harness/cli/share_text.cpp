// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/share_text.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace bxbench::cli {

Result<double> parse_share(const std::string& text) {
  const bool percent = text.ends_with('%');
  double value = 0;
  if (!CLI::detail::lexical_cast(percent ? text.substr(0, text.size() - 1) : text, value))
    return Error{Errc::bad_input, fmt::format("'{}' is no percentage", text)};
  return percent ? value / 100 : value;
}

}  // namespace bxbench::cli
