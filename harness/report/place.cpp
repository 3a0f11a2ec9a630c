// SPDX-License-Identifier: Apache-2.0
#include <harness/report/place.hpp>
#include <harness/report/text.hpp>

#include <fmt/format.h>

namespace bxbench::report {

std::string place_name(const measure::CellKey& key) {
  const auto cell = fmt::format("{}/{}/{}", key.workload, key.strategy, key.scenario);
  return clean(key.job.empty() ? cell : cell + "/" + key.job);
}

}  // namespace bxbench::report
