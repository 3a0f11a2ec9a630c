// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/units.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::process {

using Environment = std::map<std::string, std::string>;

/// A program to run, without a shell.
struct Command {
  std::vector<std::string> argv{};  ///< argv[0] is looked up in PATH unless it has a slash
  Environment env{};                ///< laid over bxbench's own environment; empty value: unset
  std::filesystem::path directory{};
  std::optional<Duration> limit{};  ///< when it passes, the program is stopped
  std::function<void(std::string_view)> on_error_line{};  ///< each line of stderr as it comes
};

/// The command as a person would type it, for messages and logs.
std::string to_text(const Command& command);

}  // namespace bxbench::process
