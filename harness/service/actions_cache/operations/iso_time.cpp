// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/operations/iso_time.hpp>

#include <fmt/chrono.h>

namespace bxbench::service::actions_cache {

std::string iso_time(std::chrono::system_clock::time_point time) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}Z",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

}  // namespace bxbench::service::actions_cache
