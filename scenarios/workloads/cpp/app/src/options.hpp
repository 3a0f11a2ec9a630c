#pragma once

#include <absl/strings/string_view.h>

#include <string>
#include <vector>

namespace loglens {

enum class Action { report, version, help };

/// The command line.
struct Options {
  Action action = Action::report;
  bool json = false;
  std::size_t paths = 10;          ///< how many are listed
  std::vector<std::string> files;  ///< none: standard input
};

/// Returns what is wrong with the arguments; empty: nothing.
std::string read_options(const std::vector<absl::string_view>& arguments, Options& options);
std::string usage();

}  // namespace loglens
