// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>
#include <harness/service/actions_cache/operations/failure.hpp>
#include <harness/service/actions_cache/service_state.hpp>
#include <harness/service/actions_cache/v1/content_range.hpp>

namespace bxbench::service::actions_cache {

/// Writes a chunk to its place in an unfinished entry's file. Chunks may come in any order and at
/// the same time, but none ends beyond what the client announced, or any upload may have.
boost::asio::awaitable<Outcome<void>> put_chunk(ServiceState& state, EntryId id, ChunkRange range,
                                                http::Body& body);

/// Makes the chunks the entry's data, provided that they are exactly its first `size` bytes.
/// Otherwise the reservation is gone.
Outcome<void> commit_chunks(ServiceState& state, EntryId id, Bytes size);

}  // namespace bxbench::service::actions_cache
