// SPDX-License-Identifier: Apache-2.0
#include <harness/http/server.hpp>
#include <harness/http/url.hpp>
#include <harness/service/actions_cache/access/token.hpp>
#include <harness/service/actions_cache/access/visitor.hpp>
#include <harness/service/actions_cache/blob/routes.hpp>
#include <harness/service/actions_cache/endpoint.hpp>
#include <harness/service/actions_cache/handler.hpp>
#include <harness/service/actions_cache/local_server.hpp>
#include <harness/service/actions_cache/operations/operations.hpp>
#include <harness/service/actions_cache/rest/routes.hpp>
#include <harness/service/actions_cache/server.hpp>
#include <harness/service/actions_cache/v1/routes.hpp>
#include <harness/service/actions_cache/v2/routes.hpp>
#include <harness/service/actions_cache/v2/twirp.hpp>

namespace asio = boost::asio;

namespace bxbench::service::actions_cache {
namespace {

http::Response unknown(std::shared_ptr<ServiceState> state, const http::Request& request,
                       const Failure& failure) {
  RequestRecord record;
  record.operation = "unknown";
  record.client = http::find_field(request.headers, "User-Agent");
  return logged(std::move(state), twirp_error(failure), std::move(record), {});
}

Result<void> use_external_url(ServiceState& state) {
  if (state.settings.external_url.empty()) return {};
  const auto url = http::parse_url(state.settings.external_url);
  if (!url) return url.error();
  state.external_host = url->host;
  return {};
}

Result<void> open_store(ServiceState& state) {
  StoreSettings settings;
  settings.directory = state.settings.directory;
  settings.quota = state.settings.quota;
  settings.unused_limit = state.settings.unused_limit;
  auto store = EntryStore::open(settings);
  if (!store) return store.error();
  state.store = std::move(*store);
  auto& log = state.log;  // the state outlives its store
  state.store->on_eviction([&log](const Evicted& evicted) { log.note_eviction(evicted.name.key); });
  return {};
}

}  // namespace

http::Handler make_handler(std::shared_ptr<ServiceState> state) {
  http::Router router;
  add_routes_v2(router, state);
  add_routes_v1(router, state);
  add_blob_routes(router, state);
  add_rest_routes(router, state);
  return [=](const http::Request& request, http::Body& body) -> asio::awaitable<http::Response> {
    if (const auto reason = refusal(request, state->external_host))
      co_return unknown(state, request, {FailureKind::permission_denied, *reason});
    state->store->drop_idle(Clock::now(), state->settings.unfinished_limit);
    state->store->expire(Clock::now());
    http::Request routed = request;
    const auto* handler = router.find(routed);
    if (!handler) co_return unknown(state, request, {FailureKind::bad_route, "no such route"});
    http::Response response = co_await (*handler)(routed, body);
    co_return response;
  };
}

Result<std::unique_ptr<Server>> start_server(asio::any_io_executor executor,
                                             const Settings& settings) {
  auto state = std::make_shared<ServiceState>(settings);
  if (auto used = use_external_url(*state); !used) return used.error();
  if (auto opened = open_store(*state); !opened) return opened.error();
  http::ServerOptions options;
  options.address = settings.address;
  options.port = settings.port;
  auto server = http::serve(executor, options, make_handler(state));
  if (!server) return server.error();
  return make_local_server(std::move(state), std::move(*server));
}

}  // namespace bxbench::service::actions_cache
