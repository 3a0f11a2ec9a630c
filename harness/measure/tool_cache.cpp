// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/tool_cache.hpp>

#include <sstream>
#include <string>

namespace bxbench::measure {
namespace {

/// "15 / 20 (75.00 %)" after "Hits:".
std::optional<ToolCache> read_ccache(std::istringstream& words) {
  ToolCache found;
  std::string slash;
  if (!(words >> found.hits >> slash >> found.calls) || slash != "/") return std::nullopt;
  return found;
}

}  // namespace

std::optional<ToolCache> read_tool_cache(std::string_view output) {
  ToolCache ccache, cargo;
  bool of_calls = true;  // the line of hits to come is about compiler calls, not about the storage
  std::istringstream lines{std::string(output)};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string first;
    words >> first;
    if (first == "Cacheable") of_calls = true;
    if (first == "Hits:" && of_calls) {
      const auto found = read_ccache(words);
      if (!found) continue;
      ccache.hits += found->hits;
      ccache.calls += found->calls;
      of_calls = false;
    }
    const bool fresh = first == "Fresh";
    if (!fresh && first != "Compiling") continue;
    std::string crate, version;
    if (!(words >> crate >> version) || version.front() != 'v') continue;
    cargo.hits += fresh ? 1 : 0;
    ++cargo.calls;
  }
  if (ccache.calls > 0) return ccache;
  if (cargo.calls > 0) return cargo;
  return std::nullopt;
}

}  // namespace bxbench::measure
