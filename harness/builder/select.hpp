// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/builder.hpp>
#include <harness/process/launcher.hpp>

#include <filesystem>
#include <memory>
#include <string>

namespace bxbench::builder {

/// How a builder reaches the world.
struct Setting {
  std::string registry_mirror{};  ///< URL asked for public images first; empty: none
};

/// The builder of a runner, with everything of it below `directory`. The one place to choose a
/// kind: today a private dockerd.
std::unique_ptr<Builder> make_builder(process::Launcher& launcher, std::filesystem::path directory,
                                      Setting setting = {});

}  // namespace bxbench::builder
