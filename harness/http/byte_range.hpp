// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>

namespace bxbench::http {

/// What a Range header asks of a file of known size (RFC 9110, 14.2).
struct ByteRange {
  enum class Kind { whole, part, beyond_the_end };
  Kind kind = Kind::whole;
  Bytes first = 0;
  Bytes size = 0;
};

/// `bytes=a-b`, `bytes=a-` and `bytes=-n`. Anything else, also several ranges, means the whole.
ByteRange parse_byte_range(std::string_view header, Bytes file_size);

/// 200, 206 or 416 for a file, as `range` asks.
Response file_response(std::filesystem::path file, Bytes file_size, std::string_view range);

}  // namespace bxbench::http
