// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/units.hpp>

#include <optional>
#include <string_view>

namespace bxbench::service::actions_cache {

/// Where a chunk belongs: bytes `first` to `last`, both included, so never empty.
struct ChunkRange {
  Bytes first = 0;
  Bytes last = 0;
  Bytes size() const { return last - first + 1; }
};

/// "bytes 0-99/*", or with a total instead of the star, which must not be less than what it is the
/// total of. Nothing: the text is no such range.
std::optional<ChunkRange> parse_content_range(std::string_view text);

}  // namespace bxbench::service::actions_cache
