// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace bxbench::process {

/// Where a program is: itself when it has a slash, else looked up in PATH and then in the sbin
/// directories, where daemons live and which are not in every user's PATH. Empty: not there.
std::optional<std::string> find_program(const std::string& name);

}  // namespace bxbench::process
