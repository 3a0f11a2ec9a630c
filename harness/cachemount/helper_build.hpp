// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/builder.hpp>
#include <harness/process/launcher.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace bxbench::cachemount {

/// A build whose only step sees cache mounts: mount n of `ids` at /mount/n.
struct HelperBuild {
  std::vector<std::string> ids;
  std::string script;  ///< for busybox sh; must differ from call to call, or it is cached
  std::filesystem::path directory;
};

/// The Dockerfile of a helper build.
std::string helper_dockerfile(const std::vector<std::string>& ids, const std::string& script);

/// Runs it; the result is what its step printed.
boost::asio::awaitable<Result<std::string>> run_helper(process::Launcher& launcher,
                                                       const builder::Builder& builder,
                                                       HelperBuild build);

}  // namespace bxbench::cachemount
