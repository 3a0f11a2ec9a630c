// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/lookup.hpp>
#include <harness/service/actions_cache/messages_v2.hpp>
#include <harness/service/actions_cache/routes_v2.hpp>
#include <harness/service/actions_cache/signature.hpp>
#include <harness/service/actions_cache/token.hpp>
#include <harness/service/actions_cache/twirp.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace asio = boost::asio;

namespace bxbench::service::actions_cache {
namespace {

constexpr std::size_t longest_body = 64 * 1024;
constexpr std::chrono::seconds reservation_idle_limit{60};

/// A call whose token and message are fine.
struct Call {
  Access access;
  MessageV2 message;
  std::string origin;  ///< as the client names us, so that payloads take the same link as calls
  Clock::time_point now;
};
using Method = http::Response (*)(ServiceState&, const Call&, RequestRecord&);

std::string blob_url(const ServiceState& state, const Call& call, BlobOperation operation,
                     EntryId id) {
  return call.origin + sign_blob_target(state.secret, operation, id, WallClock::now());
}

http::Response look_up(ServiceState& state, const Call& call, RequestRecord& record) {
  if (call.access.readable.empty())
    return twirp_error(TwirpCode::permission_denied, "the token may read no scope");
  Query query{call.access.readable, call.message.version, {call.message.key}};
  query.keys.insert(query.keys.end(), call.message.restore_keys.begin(),
                    call.message.restore_keys.end());
  const auto* found = find_entry(state.store->entries(), query);
  if (!found)
    return twirp_answer({{"ok", false}, {"signed_download_url", ""}, {"matched_key", ""}});
  state.store->touch(found->id, call.now);
  record.hit = true;
  record.scope = found->name.scope;
  return twirp_answer(
      {{"ok", true},
       {"signed_download_url", blob_url(state, call, BlobOperation::download, found->id)},
       {"matched_key", found->name.key}});
}

http::Response create(ServiceState& state, const Call& call, RequestRecord& record) {
  if (!call.access.writable)
    return twirp_error(TwirpCode::permission_denied, "the token may write no scope");
  record.scope = *call.access.writable;
  const EntryName name{*call.access.writable, call.message.version, call.message.key};
  const auto id = state.store->reserve(name, call.now);
  if (!id)
    return twirp_error(TwirpCode::already_exists,
                       fmt::format("an entry with key {}, version {} and scope {} already exists",
                                   name.key, name.version, name.scope));
  return twirp_answer(
      {{"ok", true}, {"signed_upload_url", blob_url(state, call, BlobOperation::upload, *id)}});
}

http::Response finalize(ServiceState& state, const Call& call, RequestRecord& record) {
  if (!call.access.writable)
    return twirp_error(TwirpCode::permission_denied, "the token may write no scope");
  if (!call.message.size_bytes)
    return twirp_error(TwirpCode::invalid_argument, "size_bytes is missing");
  record.scope = *call.access.writable;
  const auto* entry =
      state.store->find_unfinished({*call.access.writable, call.message.version, call.message.key});
  if (!entry) return twirp_error(TwirpCode::not_found, "no such reservation");
  if (entry->state != EntryState::committed)
    return twirp_error(TwirpCode::failed_precondition, "nothing was uploaded yet");
  const auto id = entry->id;
  if (entry->size != *call.message.size_bytes) {
    const auto text =
        fmt::format("{} bytes were uploaded, not {}", entry->size, *call.message.size_bytes);
    state.store->drop(id);
    return twirp_error(TwirpCode::invalid_argument, text);
  }
  if (auto done = state.store->finalize(id, call.now); !done)
    return twirp_error(TwirpCode::internal, done.error().message);
  return twirp_answer({{"ok", true}, {"entry_id", std::to_string(id)}});
}

/// The token's access, or the answer that refuses it.
Result<Access> authorize(const ServiceState& state, const http::Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  auto token = http::find_field(request.headers, "Authorization");
  if (!token.starts_with(scheme)) return Error{Errc::bad_input, "no bearer token"};
  token.remove_prefix(scheme.size());
  const auto grants = verify_token(state.secret, token, WallClock::now());
  if (!grants) return grants.error();
  return access_of(*grants);
}

http::Response run(ServiceState& state, Method method, Call call, RequestRecord& record) {
  call.now = Clock::now();
  record.key = call.message.key;
  state.store->drop_idle(call.now, reservation_idle_limit);
  return method(state, call, record);
}

asio::awaitable<http::Response> serve(std::shared_ptr<ServiceState> state, Method method,
                                      const http::Request& request, http::Body& body,
                                      RequestRecord& record) {
  const auto access = authorize(*state, request);
  if (!access) co_return twirp_error(TwirpCode::unauthenticated, access.error().message);
  const auto text = co_await body.text(longest_body);
  if (!text) co_return twirp_error(TwirpCode::malformed, text.error().message);
  auto message = parse_message_v2(*text);
  if (!message) co_return twirp_error(TwirpCode::invalid_argument, message.error().message);
  Call call;
  call.access = *access;
  call.message = std::move(*message);
  call.origin = "http://" + std::string(http::find_field(request.headers, "Host"));
  co_return run(*state, method, std::move(call), record);
}

http::Handler handler(std::shared_ptr<ServiceState> state, std::string operation, Method method) {
  return [=](const http::Request& request, http::Body& body) -> asio::awaitable<http::Response> {
    Answer answer;
    answer.record.operation = operation;
    answer.response = co_await serve(state, method, request, body, answer.record);
    co_return logged(state, std::move(answer));
  };
}

}  // namespace

void add_routes_v2(http::Router& router, std::shared_ptr<ServiceState> state) {
  const std::string service = "/twirp/github.actions.results.api.v1.CacheService/";
  router.add("POST", service + "GetCacheEntryDownloadURL", handler(state, "lookup", look_up));
  router.add("POST", service + "CreateCacheEntry", handler(state, "create", create));
  router.add("POST", service + "FinalizeCacheEntryUpload", handler(state, "finalize", finalize));
}

}  // namespace bxbench::service::actions_cache
