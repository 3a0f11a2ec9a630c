// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/builder.hpp>
#include <harness/process/launcher.hpp>

#include <filesystem>
#include <memory>
#include <string>

namespace bxbench::builder {

/// A throw-away dockerd with the containerd image store: data root, exec root, socket, pid file
/// and client configuration all below `directory`. Never the user's daemon. Needs root. Public
/// images are asked of `registry_mirror` first, a URL; empty: there is none.
std::unique_ptr<Builder> make_private_dockerd(process::Launcher& launcher,
                                              std::filesystem::path directory,
                                              std::string registry_mirror = {});

}  // namespace bxbench::builder
