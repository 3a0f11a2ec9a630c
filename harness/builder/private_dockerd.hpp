// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/builder.hpp>
#include <harness/process/launcher.hpp>

#include <filesystem>
#include <memory>

namespace bxbench::builder {

/// A throw-away dockerd with the containerd image store: data root, exec root, socket, pid file
/// and client configuration all below `directory`. Never the user's daemon. Needs root.
std::unique_ptr<Builder> make_private_dockerd(process::Launcher& launcher,
                                              std::filesystem::path directory);

}  // namespace bxbench::builder
