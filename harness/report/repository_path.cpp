// SPDX-License-Identifier: Apache-2.0
#include <harness/report/diagnosis.hpp>
#include <harness/report/repository_path.hpp>

#include <filesystem>

namespace bxbench::report {

std::string repository_path(const std::string& file, const std::string& directory) {
  if (file == stdin_name || file.starts_with(std::string(stdin_name) + ":")) return {};
  const auto clean = std::filesystem::path(file).lexically_normal();
  if (!clean.is_absolute() || directory.empty()) return clean.generic_string();
  const auto below = clean.lexically_relative(std::filesystem::path(directory).lexically_normal());
  const bool outside = below.empty() || below == "." || *below.begin() == "..";
  return (outside ? clean : below).generic_string();
}

}  // namespace bxbench::report
