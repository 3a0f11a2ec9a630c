// SPDX-License-Identifier: Apache-2.0
#include <harness/report/place.hpp>
#include <harness/report/text.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace bxbench::report {

std::string place_name(const measure::CellKey& key) {
  const auto cell = fmt::format("{}/{}/{}", key.workload, key.strategy, key.scenario);
  return clean(key.job.empty() ? cell : cell + "/" + key.job);
}

std::string place_names(const std::vector<measure::CellKey>& keys) {
  constexpr std::size_t shown = 6;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(keys.size(), shown); ++i)
    names.push_back(place_name(keys[i]));
  const auto text = fmt::format("{}", fmt::join(names, ", "));
  return keys.size() > shown ? fmt::format("{} and {} more", text, keys.size() - shown) : text;
}

std::string cells_text(std::size_t count) {
  return fmt::format("{} {}", count, count == 1 ? "cell" : "cells");
}

}  // namespace bxbench::report
