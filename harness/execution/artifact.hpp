// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/builder.hpp>
#include <harness/process/launcher.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <string>

namespace bxbench::execution {

/// Copies a file out of an image that was just built, without running anything of it.
boost::asio::awaitable<Result<void>> export_artifact(process::Launcher& launcher,
                                                     const builder::Builder& builder,
                                                     std::string image, std::string path,
                                                     std::filesystem::path target);

/// Whether a file contains a text. False when the file cannot be read.
bool file_contains(const std::filesystem::path& file, const std::string& text);

}  // namespace bxbench::execution
