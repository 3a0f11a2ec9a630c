// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/lookup.hpp>
#include <harness/service/actions_cache/operations/operations.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace bxbench::service::actions_cache {
namespace {

constexpr std::size_t most_keys = 10;  // different ones in a lookup, as GitHub's
constexpr std::size_t most_reservations = 1000;

// @actions/cache 6.3 takes a lookup as a miss, or a save as skipped, by how these texts begin, and
// a failure as final by "insufficient usage" in it.
Failure read_denied(std::string_view reason) {
  return {FailureKind::permission_denied, fmt::format("cache read denied: {}", reason)};
}

Failure write_denied(std::string_view reason) {
  return {FailureKind::permission_denied, fmt::format("cache write denied: {}", reason)};
}

Failure over_quota(Bytes size, Bytes quota) {
  return {FailureKind::over_quota,
          fmt::format("insufficient usage to store the entry: its {} bytes are more than the "
                      "repository's cache quota of {} bytes",
                      size, quota)};
}

Failure rate_limited(std::string_view what, int seconds) {
  return {FailureKind::rate_limited, fmt::format("too many {} in a minute", what), seconds};
}

Failure no_reservation() {
  return {FailureKind::not_found, "no such reservation"};
}

constexpr std::string_view no_writable = "the token may write no scope";

std::size_t reservations(const EntryStore& store) {
  return static_cast<std::size_t>(
      std::count_if(store.entries().begin(), store.entries().end(),
                    [](const auto& item) { return item.second.state != EntryState::finalized; }));
}

Outcome<void> check_keys(const std::vector<std::string>& keys) {
  if (keys.empty()) return Failure{FailureKind::invalid_argument, "a lookup needs a key"};
  if (std::set(keys.begin(), keys.end()).size() > most_keys)
    return Failure{FailureKind::invalid_argument,
                   fmt::format("a lookup may name {} different keys", most_keys)};
  return {};
}

}  // namespace

Outcome<std::optional<Found>> look_up(ServiceState& state, const Caller& caller,
                                      const std::vector<std::string>& keys,
                                      const std::string& version, RequestRecord& record) {
  if (caller.access.readable.empty()) return read_denied("the token may read no scope");
  if (auto good = check_keys(keys); !good) return good.error();
  const auto now = Clock::now();
  const auto* entry = find_entry(*state.store, {caller.access.readable, version, keys});
  if (!entry) return std::optional<Found>{};
  if (state.settings.rate_limits)
    if (const auto wait = state.downloads.refuse(now)) return rate_limited("downloads", *wait);
  state.store->access(entry->id, now);
  record.hit = true;
  record.matched_key = entry->name.key;
  record.scope = entry->name.scope;
  return std::optional(Found{entry->id, entry->name, entry->created});
}

Outcome<EntryId> reserve(ServiceState& state, const Caller& caller, const Wanted& wanted,
                         RequestRecord& record) {
  if (!caller.access.writable) return write_denied(no_writable);
  if (state.read_only) return write_denied("the repository's cache is read-only");
  const auto now = Clock::now();
  if (state.settings.rate_limits)
    if (const auto wait = state.creates.refuse(now)) return rate_limited("new entries", *wait);
  record.scope = *caller.access.writable;
  if (reservations(*state.store) >= most_reservations)
    return rate_limited("unfinished uploads",
                        static_cast<int>(state.settings.unfinished_limit.count()));
  const EntryName name{*caller.access.writable, wanted.version, wanted.key};
  const auto id = state.store->reserve(name, now);
  if (!id)
    return Failure{FailureKind::already_exists,
                   fmt::format("an entry with key {}, version {} and scope {} already exists",
                               name.key, name.version, name.scope)};
  return *id;
}

Outcome<EntryId> find_reservation(const ServiceState& state, const Caller& caller,
                                  const Wanted& wanted, RequestRecord& record) {
  if (!caller.access.writable) return write_denied(no_writable);
  record.scope = *caller.access.writable;
  const auto* entry =
      state.store->find_unfinished({*caller.access.writable, wanted.version, wanted.key});
  if (!entry) return no_reservation();
  return entry->id;
}

// Of another scope's reservation the caller learns no more than of none.
Outcome<EntryId> find_reservation(const ServiceState& state, const Caller& caller, EntryId id,
                                  RequestRecord& record) {
  if (!caller.access.writable) return write_denied(no_writable);
  const auto* entry = state.store->find(id);
  if (!entry || entry->state == EntryState::finalized ||
      entry->name.scope != *caller.access.writable)
    return no_reservation();
  record.scope = entry->name.scope;
  record.key = entry->name.key;
  return id;
}

Outcome<void> finalize(ServiceState& state, EntryId id, Bytes size) {
  const auto* entry = state.store->find(id);
  if (!entry) return no_reservation();
  if (entry->state != EntryState::committed)
    return Failure{FailureKind::failed_precondition, "nothing was uploaded yet"};
  const auto uploaded = entry->size;
  const auto quota = state.settings.quota;
  if (uploaded != size || (quota > 0 && uploaded > quota)) {
    state.store->drop(id);
    if (uploaded == size) return over_quota(uploaded, quota);
    return Failure{FailureKind::invalid_argument,
                   fmt::format("{} bytes were uploaded, not {}", uploaded, size)};
  }
  if (auto done = state.store->finalize(id); !done) return not_stored(done.error());
  return {};
}

// The error's own text names files, which are none of the client's business.
Failure not_stored(const Error& error) {
  if (error.code == Errc::environment) return {FailureKind::disk_full, "the cache's disk is full"};
  return {FailureKind::internal, "the upload could not be stored"};
}

Outcome<void> check_size(const ServiceState& state, Bytes announced) {
  const auto quota = state.settings.quota;
  if (quota > 0 && announced > quota) return over_quota(announced, quota);
  if (announced > largest_upload(state))
    return Failure{FailureKind::too_large,
                   fmt::format("an entry may have {} bytes at most", largest_upload(state))};
  return {};
}

std::vector<const Entry*> readable_entries(const ServiceState& state, const Caller& caller,
                                           std::string_view prefix) {
  const auto& scopes = caller.access.readable;
  std::vector<const Entry*> found;
  for (const auto& [id, entry] : state.store->entries())
    if (entry.state == EntryState::finalized && entry.name.key.starts_with(prefix) &&
        std::find(scopes.begin(), scopes.end(), entry.name.scope) != scopes.end())
      found.push_back(&entry);
  return found;
}

Bytes largest_upload(const ServiceState& state) {
  constexpr Bytes gibibyte = Bytes{1} << 30;
  if (state.settings.quota == 0) return 1024 * gibibyte;
  return std::max(state.settings.quota, 10 * gibibyte);
}

std::string origin(const ServiceState& state, const http::Request& request) {
  auto origin = state.settings.external_url;
  if (origin.empty()) return "http://" + std::string(http::find_field(request.headers, "Host"));
  while (origin.ends_with('/'))
    origin.pop_back();
  return origin;
}

std::string blob_url(const ServiceState& state, const http::Request& request,
                     const BlobGrant& grant) {
  return origin(state, request) +
         sign_blob_target(state.secret, grant, std::chrono::system_clock::now());
}

}  // namespace bxbench::service::actions_cache
