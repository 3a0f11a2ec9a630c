// SPDX-License-Identifier: Apache-2.0
// The input as a chunk's Content-Range, and as the Range of a download.
#include <harness/http/byte_range.hpp>
#include <harness/service/actions_cache/v1/content_range.hpp>
#include <tests/fuzz/check.hpp>

#include <limits>

using namespace bxbench;
using namespace bxbench::service::actions_cache;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto text = fuzz::text_of(bytes, size);
  const auto chunk = parse_content_range(text);
  if (chunk) {
    fuzz::check(chunk->first <= chunk->last, "a chunk is not empty");
    fuzz::check(chunk->last < std::numeric_limits<Bytes>::max(), "a chunk's size is a number");
    fuzz::check(chunk->size() >= 1, "a chunk has a size");
  }
  for (const Bytes file : {Bytes{0}, Bytes{1}, Bytes{1000}, std::numeric_limits<Bytes>::max()})
    (void)http::file_response("file", file, text);
  return 0;
}
