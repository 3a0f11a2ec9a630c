// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>
#include <harness/service/actions_cache/service_state.hpp>

namespace bxbench::service::actions_cache {

/// Answers every request: the table of all routes, behind the check of who may ask at all. The
/// state's store must be open.
http::Handler make_handler(std::shared_ptr<ServiceState> state);

}  // namespace bxbench::service::actions_cache
