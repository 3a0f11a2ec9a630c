// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>
#include <harness/service/actions_cache/service_state.hpp>

namespace bxbench::service::actions_cache {

/// Put Blob, Put Block and Put Block List on an entry whose signature was checked. The state
/// outlives them.
boost::asio::awaitable<http::Response> put_blob(ServiceState& state, EntryId id, http::Body& body);
boost::asio::awaitable<http::Response> put_block(ServiceState& state, EntryId id, std::string block,
                                                 http::Body& body);
boost::asio::awaitable<http::Response> put_block_list(ServiceState& state, EntryId id,
                                                      http::Body& body);

}  // namespace bxbench::service::actions_cache
