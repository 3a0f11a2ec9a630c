// SPDX-License-Identifier: Apache-2.0
// The input as the body of Put Block List.
#include <harness/service/actions_cache/blocks.hpp>
#include <tests/fuzz/check.hpp>

using namespace bxbench;
using namespace bxbench::service::actions_cache;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto text = fuzz::text_of(bytes, size);
  const auto ids = parse_block_list(text);
  if (!ids) return 0;
  fuzz::check(ids->size() <= 50'000, "a list has 50,000 blocks at most");
  Blocks blocks;
  for (const auto& id : *ids) {
    fuzz::check(!id.empty() && id.find_first_of("<&") == std::string::npos, "an id is mere text");
    fuzz::check(text.find(id) != std::string_view::npos, "an id comes from the input");
    blocks.put(id, blocks.set_aside(id.size()));
  }
  const auto extents = blocks.arrange(*ids);
  fuzz::check(extents && extents->size() == ids->size(), "what was put can be arranged");
  blocks.is_whole_file(*extents);
  return 0;
}
