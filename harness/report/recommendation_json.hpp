// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/recommendation.hpp>

#include <nlohmann/json_fwd.hpp>

namespace bxbench::report {

/// The recommendations of a run as run.json has them; results/README.md has the fields.
nlohmann::ordered_json recommendations_json(const std::vector<analysis::Recommendation>& all);

}  // namespace bxbench::report
