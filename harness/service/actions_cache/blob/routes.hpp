// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/router.hpp>
#include <harness/service/actions_cache/service_state.hpp>

namespace bxbench::service::actions_cache {

/// The signed URLs, as much of Azure's blob service as the clients' libraries use.
void add_blob_routes(http::Router& router, std::shared_ptr<ServiceState> state);

}  // namespace bxbench::service::actions_cache
