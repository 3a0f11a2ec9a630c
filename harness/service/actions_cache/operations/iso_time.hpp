// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

namespace bxbench::service::actions_cache {

/// "2024-05-01T12:00:00Z".
std::string iso_time(std::chrono::system_clock::time_point time);

}  // namespace bxbench::service::actions_cache
