// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/access/caller.hpp>
#include <harness/service/actions_cache/operations/failure.hpp>
#include <harness/service/actions_cache/service_state.hpp>

#include <string>
#include <vector>

namespace bxbench::service::actions_cache {

// What the service does, once for all protocols. Each operation notes in the record what it found
// out about the request.

/// What a client calls an entry; the scope comes from its token.
struct Wanted {
  std::string key;
  std::string version;
};

struct Found {
  EntryId id = 0;
  EntryName name;
  EntryTime created{};
};

/// The entry that a lookup finds, scope by scope and key by key (see `find_entry`), or nothing. It
/// counts as used. A lookup may name ten different keys; BuildKit names the primary one twice.
Outcome<std::optional<Found>> look_up(ServiceState& state, const Caller& caller,
                                      const std::vector<std::string>& keys,
                                      const std::string& version, RequestRecord& record);

/// Takes a name in the scope that the caller may write.
Outcome<EntryId> reserve(ServiceState& state, const Caller& caller, const Wanted& wanted,
                         RequestRecord& record);

/// The caller's own reservation, by name or by id.
Outcome<EntryId> find_reservation(const ServiceState& state, const Caller& caller,
                                  const Wanted& wanted, RequestRecord& record);
Outcome<EntryId> find_reservation(const ServiceState& state, const Caller& caller, EntryId id,
                                  RequestRecord& record);

/// Makes a reservation visible whose data is `size` bytes long. When the size is another one, or
/// larger than the whole quota, the reservation is gone.
Outcome<void> finalize(ServiceState& state, EntryId id, Bytes size);

/// Why an upload could not be stored, by what its files said.
Failure not_stored(const Error& error);

/// Whether an upload may be tried whose size the client says beforehand.
Outcome<void> check_size(const ServiceState& state, Bytes announced);

/// Finalized entries whose keys begin with `prefix`, of the scopes that the caller may read.
std::vector<const Entry*> readable_entries(const ServiceState& state, const Caller& caller,
                                           std::string_view prefix);

/// How large one upload may become at all. Beyond the quota an upload is refused only when it is
/// finalized, as its size is known only then.
Bytes largest_upload(const ServiceState& state);

/// "http://host:port", as the client names this service, or as it is configured.
std::string origin(const ServiceState& state, const http::Request& request);

/// A signed URL for the caller's job.
std::string blob_url(const ServiceState& state, const http::Request& request,
                     const BlobGrant& grant);

}  // namespace bxbench::service::actions_cache
