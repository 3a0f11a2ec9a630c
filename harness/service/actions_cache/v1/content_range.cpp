// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/v1/content_range.hpp>

#include <charconv>
#include <limits>

namespace bxbench::service::actions_cache {
namespace {

/// A number at the beginning of `rest`, which is cut off together with `end` behind it.
std::optional<Bytes> take_number(std::string_view& rest, std::string_view end) {
  Bytes number = 0;
  const auto* stop = rest.data() + rest.size();
  const auto [next, failure] = std::from_chars(rest.data(), stop, number);
  if (failure != std::errc{}) return std::nullopt;
  rest.remove_prefix(static_cast<std::size_t>(next - rest.data()));
  if (!rest.starts_with(end)) return std::nullopt;
  rest.remove_prefix(end.size());
  return number;
}

}  // namespace

std::optional<ChunkRange> parse_content_range(std::string_view text) {
  constexpr std::string_view unit = "bytes ";
  if (!text.starts_with(unit)) return std::nullopt;
  text.remove_prefix(unit.size());
  const auto first = take_number(text, "-");
  if (!first) return std::nullopt;
  const auto last = take_number(text, "/");
  if (!last || *last < *first || *last == std::numeric_limits<Bytes>::max()) return std::nullopt;
  if (text == "*") return ChunkRange{*first, *last};
  const auto total = take_number(text, "");
  if (!total || !text.empty() || *total <= *last) return std::nullopt;
  return ChunkRange{*first, *last};
}

}  // namespace bxbench::service::actions_cache
