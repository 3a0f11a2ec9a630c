// SPDX-License-Identifier: Apache-2.0
#include <harness/process/find_program.hpp>

#include <algorithm>
#include <cstdlib>
#include <unistd.h>

namespace bxbench::process {

std::optional<std::string> find_program(const std::string& name) {
  const auto is_executable = [](const std::string& file) {
    return ::access(file.c_str(), X_OK) == 0;
  };
  if (name.find('/') != std::string::npos)
    return is_executable(name) ? std::optional(name) : std::nullopt;
  const char* path = std::getenv("PATH");
  const std::string places = std::string(path == nullptr ? "" : path) + ":/usr/sbin:/sbin";
  for (std::size_t begin = 0; begin <= places.size();) {
    const auto end = std::min(places.find(':', begin), places.size());
    const auto candidate = places.substr(begin, end - begin) + "/" + name;
    if (is_executable(candidate)) return candidate;
    begin = end + 1;
  }
  return std::nullopt;
}

}  // namespace bxbench::process
