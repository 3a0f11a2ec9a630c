// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/builder.hpp>
#include <harness/process/command.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bxbench::builder {

/// One `docker buildx build`, before it has words.
struct BuildRequest {
  std::filesystem::path context;
  std::filesystem::path dockerfile;
  std::map<std::string, std::string> contexts;  ///< values of --build-context by name
  std::map<std::string, std::string> build_args;
  std::vector<std::string> cache_from, cache_to;
  std::string tag;  ///< of the image; empty: none
  bool no_cache = false;
  std::string output;                   ///< value of --output; empty: the builder's default
  std::filesystem::path metadata_file;  ///< empty: none
  process::Environment env;
  std::optional<Duration> limit{};  ///< the build is stopped when it takes longer
};

/// The command of a build on a builder, with rawjson progress on stderr.
process::Command build_command(const Builder& builder, const BuildRequest& request);

}  // namespace bxbench::builder
