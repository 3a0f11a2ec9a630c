// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/router.hpp>
#include <harness/service/actions_cache/service_state.hpp>

namespace bxbench::service::actions_cache {

/// The Twirp service github.actions.results.api.v1.CacheService, in JSON and in protobuf: look up,
/// create, finalize. Payloads go through the blob routes.
void add_routes_v2(http::Router& router, std::shared_ptr<ServiceState> state);

}  // namespace bxbench::service::actions_cache
