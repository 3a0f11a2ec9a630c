// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/builder.hpp>
#include <harness/cachemount/transfer.hpp>
#include <harness/process/launcher.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::cachemount {

/// A build whose only step sees cache mounts, mount n of `mounts` at /mount/n, and images.
struct HelperBuild {
  std::vector<suite::CacheMount> mounts{};
  std::vector<std::string> images{};              ///< which the builder fetches and unpacks for it
  std::map<std::string, std::string> contexts{};  ///< what stands in for images, as BuildRequest
  std::vector<std::string> words{};  ///< for the mover; must differ from call to call, or the step
                                     ///< is cached
  std::filesystem::path directory{};
  std::optional<Duration> limit{};  ///< the build is stopped when it takes longer
};

/// The value of a `--mount` flag that reaches the same mount as the Dockerfile's declaration:
/// BuildKit tells mounts apart by id and, where any of them is given, by uid, gid and mode.
std::string mount_flag(const suite::CacheMount& mount, std::string_view target);

/// The Dockerfile of a helper build.
std::string helper_dockerfile(const HelperBuild& build);

/// What the step said about each mount, in order.
Result<std::vector<Content>> read_contents(const std::string& said,
                                           const std::vector<suite::CacheMount>& mounts);

/// Runs it; the result is what its step printed.
boost::asio::awaitable<Result<std::string>> run_helper(process::Launcher& launcher,
                                                       const builder::Builder& builder,
                                                       HelperBuild build);

}  // namespace bxbench::cachemount
