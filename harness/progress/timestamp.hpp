// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace bxbench::progress {

/// Wall-clock time of BuildKit's events, in seconds since the epoch.
using Timestamp = double;

/// Reads an RFC 3339 time with any number of fractional digits and any offset. No value: it is
/// none, or it lies before 1970, as Go's zero time does.
std::optional<Timestamp> parse_timestamp(std::string_view text);

}  // namespace bxbench::progress
