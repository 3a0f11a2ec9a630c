// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/facts.hpp>

#include <string_view>

namespace bxbench::diagnosis {

/// What an error of BuildKit, buildx or actions/cache is about; `none` for an empty text, `other`
/// for one that is not known.
Trouble trouble_in(std::string_view error);

/// Whether the text is about a cache: other services are unavailable or refuse a token as well.
bool names_cache(std::string_view text);

}  // namespace bxbench::diagnosis
