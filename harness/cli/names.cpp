// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/names.hpp>

#include <filesystem>

namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

bool is_path(const std::string& word) {
  std::error_code failure;
  return word.find('/') != std::string::npos || fs::path(word).extension() == ".lua" ||
         fs::is_directory(word, failure);
}

}  // namespace

Names sort_names(const std::vector<std::string>& words) {
  Names names;
  for (const auto& word : words)
    (is_path(word) ? names.files : names.scenarios).push_back(word);
  return names;
}

}  // namespace bxbench::cli
