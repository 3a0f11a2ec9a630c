// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace bxbench::report {

/// A file as a code host names it: from `directory`, where it lies below it. Empty: it is none, but
/// was piped in.
std::string repository_path(const std::string& file, const std::string& directory);

}  // namespace bxbench::report
