// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/router.hpp>
#include <harness/service/actions_cache/service_state.hpp>

namespace bxbench::service::actions_cache {

/// GitHub's REST interface to a repository's caches, as `gh cache list` and `gh cache delete` use
/// it: list, delete by id or by key, usage; with and without the prefix /api/v3 of GitHub
/// Enterprise. Any owner and repository are this service's one.
///
/// As at GitHub, a listing shows the whole repository to whoever may read any of it: here every
/// token with a readable scope. Deleting needs a token that may write the entry's scope.
void add_rest_routes(http::Router& router, std::shared_ptr<ServiceState> state);

}  // namespace bxbench::service::actions_cache
