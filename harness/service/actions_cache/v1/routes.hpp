// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/router.hpp>
#include <harness/service/actions_cache/service_state.hpp>

namespace bxbench::service::actions_cache {

/// The older REST interface below /_apis/artifactcache/, for BuildKit before v0.20 and
/// @actions/cache before 4: look up, reserve, upload in chunks, commit. Downloads go through the
/// blob routes.
void add_routes_v1(http::Router& router, std::shared_ptr<ServiceState> state);

}  // namespace bxbench::service::actions_cache
