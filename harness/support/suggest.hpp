// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bxbench {

/// The known word nearest to `word` by edit distance, or nothing when none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

/// " (did you mean 'x'?)", or an empty text.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

}  // namespace bxbench
