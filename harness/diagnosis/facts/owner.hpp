// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace bxbench::diagnosis {

/// Whom a cache mount's directory is made for: "1000:0", with the mode where it is another than
/// 0755: "1000:0 mode 0777". BuildKit makes another directory for each
/// (frontend/dockerfile/dockerfile2llb/convert_runmount.go), and takes 0, 0 and 0755 for what is
/// not given. Empty: nothing is given. `mode` is octal.
std::string owner_of(const std::string& uid, const std::string& gid, const std::string& mode = {});

}  // namespace bxbench::diagnosis
