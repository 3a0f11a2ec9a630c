// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/builder.hpp>
#include <harness/process/launcher.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <string>

namespace bxbench::execution {

/// Pushes the content of `directory` as image `ref`: one layer on nothing. `temporary` gets the
/// Dockerfile.
boost::asio::awaitable<Result<void>> push_directory(process::Launcher& launcher,
                                                    const builder::Builder& builder,
                                                    std::filesystem::path directory,
                                                    std::string ref,
                                                    std::filesystem::path temporary);

/// Pulls such an image and unpacks it to `directory`. False: there is no image of that name.
boost::asio::awaitable<Result<bool>> pull_directory(process::Launcher& launcher,
                                                    const builder::Builder& builder,
                                                    std::filesystem::path directory,
                                                    std::string ref);

}  // namespace bxbench::execution
