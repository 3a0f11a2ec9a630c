// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/service_state.hpp>
#include <harness/support/digest.hpp>

namespace bxbench::service::actions_cache {

ServiceState::ServiceState(const Settings& from)
    : secret(random_bytes(32)),
      settings(from),
      log(from.keep_requests),
      faults(from.seed),
      creates(creates_per_minute),
      downloads(downloads_per_minute) {}

}  // namespace bxbench::service::actions_cache
