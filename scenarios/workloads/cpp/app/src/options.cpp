#include "options.hpp"

#include <absl/strings/match.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/strip.h>

namespace loglens {

std::string usage() {
  return "usage: loglens [--json] [--paths=N] [FILE…] | --version | --help\n"
         "Tells what was asked of a web server by its access logs, or by standard input.\n";
}

std::string read_options(const std::vector<absl::string_view>& arguments, Options& options) {
  for (auto argument : arguments) {
    if (!absl::StartsWith(argument, "--"))
      options.files.emplace_back(argument);
    else if (argument == "--json")
      options.json = true;
    else if (argument == "--version")
      options.action = Action::version;
    else if (argument == "--help")
      options.action = Action::help;
    else if (!absl::ConsumePrefix(&argument, "--paths=") ||
             !absl::SimpleAtoi(argument, &options.paths))
      return absl::StrCat("cannot make sense of ", argument);
  }
  return {};
}

}  // namespace loglens
