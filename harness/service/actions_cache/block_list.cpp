// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/blocks.hpp>

namespace bxbench::service::actions_cache {
namespace {

constexpr std::size_t most_blocks = 50'000;

Error bad(std::string message) {
  return {Errc::bad_input, std::move(message)};
}

/// The text up to `end`, which is cut off together with it; null data when there is no `end`.
std::string_view take_until(std::string_view& rest, std::string_view end) {
  const auto at = rest.find(end);
  if (at == std::string_view::npos) return {};
  const auto text = rest.substr(0, at);
  rest.remove_prefix(at + end.size());
  return text;
}

bool is_list_name(std::string_view name) {
  return name == "Latest" || name == "Uncommitted" || name == "Committed";
}

}  // namespace

// The grammar is flat: <BlockList> (<Latest>ID</Latest>)* </BlockList>, ids are base64 text.
Result<std::vector<std::string>> parse_block_list(std::string_view xml) {
  if (xml.find("<!") != std::string_view::npos || xml.find('&') != std::string_view::npos)
    return bad("declarations and entities have no place in a block list");
  constexpr std::string_view opening = "<BlockList>";
  const auto start = xml.find(opening);
  const auto end = xml.rfind("</BlockList>");
  if (start == std::string_view::npos || end == std::string_view::npos || end < start)
    return bad("no block list");
  auto rest = xml.substr(start + opening.size(), end - start - opening.size());
  std::vector<std::string> ids;
  while (rest.find('<') != std::string_view::npos) {
    take_until(rest, "<");
    const auto name = take_until(rest, ">");
    if (!is_list_name(name)) return bad("an unknown element in the block list");
    const auto id = take_until(rest, "</" + std::string(name) + ">");
    if (id.empty() || id.find('<') != std::string_view::npos) return bad("a block without an id");
    if (ids.size() == most_blocks) return bad("too many blocks");
    ids.emplace_back(id);
  }
  return ids;
}

}  // namespace bxbench::service::actions_cache
