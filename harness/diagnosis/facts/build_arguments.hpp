// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace bxbench::diagnosis {

/// Values of build arguments by their names.
using BuildArguments = std::map<std::string, std::string>;

/// "NAME=value" of every --build-arg in a command.
BuildArguments build_arguments(std::string_view command);

/// Whether a value has the form of a commit id, a date or a time: of those that are another one in
/// each run. A version or a checksum of SHA-256 has not.
bool looks_unique(std::string_view value);

}  // namespace bxbench::diagnosis
