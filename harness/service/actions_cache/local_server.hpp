// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/server.hpp>
#include <harness/service/actions_cache/service_state.hpp>

namespace bxbench::service::actions_cache {

/// The service object around a running HTTP server: what scenarios see and turn.
std::unique_ptr<Server> make_local_server(std::shared_ptr<ServiceState> state,
                                          std::unique_ptr<http::Server> server);

}  // namespace bxbench::service::actions_cache
