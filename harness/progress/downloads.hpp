// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace bxbench::progress {

/// Whether a line says that a package manager downloads something.
bool is_download(std::string_view line);

/// How many lines of a build's output say that a package manager downloads something: go, cargo,
/// pip, npm (with `--loglevel http`), apt, apk. A warm cache has few or none.
std::uint64_t count_downloads(std::string_view output);

}  // namespace bxbench::progress
