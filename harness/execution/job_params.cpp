// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/job_params.hpp>
#include <harness/support/suggest.hpp>

#include <fmt/format.h>

#include <string>
#include <vector>

namespace bxbench::execution {

Result<suite::ParamValues> job_params(const suite::Strategy& strategy, const suite::RunJob& job) {
  suite::ParamValues params;
  std::vector<std::string> known;
  for (const auto& param : strategy.params) {
    params[param.name] = param.preset;
    known.push_back(param.name);
  }
  for (const auto& [name, value] : job.settings) {
    const auto declared = params.find(name);
    if (declared == params.end())
      return Error{Errc::bad_input, fmt::format("strategy '{}' has no parameter '{}'{}",
                                                strategy.name, name, did_you_mean(name, known))};
    if (declared->second.index() != value.index())
      return Error{Errc::bad_input, fmt::format("parameter '{}' of strategy '{}' has another type",
                                                name, strategy.name)};
    declared->second = value;
  }
  return params;
}

}  // namespace bxbench::execution
