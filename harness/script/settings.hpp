// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/param.hpp>
#include <harness/support/error.hpp>

#include <string>
#include <vector>

namespace bxbench::script {

/// A scenario or strategy with parameters.
struct ParamOwner {
  std::string name;
  std::vector<suite::Param>* params;
};

/// Applies `--set` values, "param=value" or "owner.param=value", to the presets of all that declare
/// the parameter. Unknown names and values of another type are refused.
Result<void> apply_settings(const std::vector<std::string>& settings,
                            const std::vector<ParamOwner>& owners);

}  // namespace bxbench::script
