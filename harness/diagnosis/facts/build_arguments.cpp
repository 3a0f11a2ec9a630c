// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/build_arguments.hpp>

#include <algorithm>

namespace bxbench::diagnosis {

BuildArguments build_arguments(std::string_view command) {
  constexpr std::string_view flag = "--build-arg";
  BuildArguments arguments;
  for (auto at = command.find(flag); at != command.npos; at = command.find(flag, at + 1)) {
    auto rest = command.substr(at + flag.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(" =\"'"), rest.size()));
    const auto word = rest.substr(0, rest.find_first_of(" \"'\n"));
    const auto equals = word.find('=');
    if (equals != word.npos)
      arguments[std::string(word.substr(0, equals))] = word.substr(equals + 1);
  }
  return arguments;
}

bool looks_unique(std::string_view value) {
  const auto hex = value.find_first_not_of("0123456789abcdef");
  if (value.size() >= 7 && value.size() <= 40 && hex == value.npos &&
      value.find_first_of("abcdef") != value.npos)
    return true;
  const bool date = value.size() >= 10 && value[4] == '-' && value[7] == '-' &&
                    value.find_first_not_of("0123456789-:TZ+. ") == value.npos;
  const bool stamp = value.size() >= 10 && value.size() <= 14 &&
                     value.find_first_not_of("0123456789") == value.npos;
  return date || stamp;
}

}  // namespace bxbench::diagnosis
