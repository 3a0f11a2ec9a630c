// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace bxbench::diagnosis {

/// Major and minor number of "v4.1.2", "moby/buildkit:v0.19.0"; nothing: "latest", "v4", a commit.
std::optional<std::pair<int, int>> version_of(const std::string& text);

}  // namespace bxbench::diagnosis
