// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace bxbench::diagnosis {

/// What `bxbench explain` tells beyond the table: the file pages/RULE.md, embedded at build time.
/// Empty: the rule has no page.
std::string_view page_of(std::string_view rule);

}  // namespace bxbench::diagnosis
