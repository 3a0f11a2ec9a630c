// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/process/launcher.hpp>
#include <harness/suite/workload.hpp>
#include <harness/support/error.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>

namespace bxbench::baseimage {

/// busybox-static with a link for each of its programs and the recipe's files, as a tar.
boost::asio::awaitable<Result<void>> make_busybox_rootfs(process::Launcher& launcher,
                                                         suite::BaseRecipe recipe,
                                                         std::filesystem::path tar);

/// Debian packages by mmdebstrap, as a tar. Packages come from where the machine's own apt gets
/// them, so nothing here names a mirror. Needs root.
boost::asio::awaitable<Result<void>> make_debian_rootfs(process::Launcher& launcher,
                                                        suite::BaseRecipe recipe,
                                                        std::filesystem::path tar);

}  // namespace bxbench::baseimage
