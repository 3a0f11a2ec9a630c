// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/builder.hpp>
#include <harness/process/launcher.hpp>

#include <filesystem>
#include <memory>

namespace bxbench::builder {

/// The builder of a runner, with everything of it below `directory`. The one place to choose a
/// kind: today a private dockerd.
std::unique_ptr<Builder> make_builder(process::Launcher& launcher, std::filesystem::path directory);

}  // namespace bxbench::builder
