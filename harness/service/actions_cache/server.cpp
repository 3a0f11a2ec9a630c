// SPDX-License-Identifier: Apache-2.0
#include <harness/http/server.hpp>
#include <harness/service/actions_cache/blob_routes.hpp>
#include <harness/service/actions_cache/routes_v2.hpp>
#include <harness/service/actions_cache/server.hpp>
#include <harness/service/actions_cache/token.hpp>
#include <harness/service/actions_cache/twirp.hpp>
#include <harness/support/digest.hpp>

#include <fmt/format.h>

namespace asio = boost::asio;

namespace bxbench::service::actions_cache {
namespace {

http::Response unknown(std::shared_ptr<ServiceState> state, http::Response response) {
  Answer answer;
  answer.response = std::move(response);
  answer.record.operation = "unknown";
  return logged(std::move(state), std::move(answer));
}

/// The table of all routes, behind the check of who may ask at all.
http::Handler make_handler(std::shared_ptr<ServiceState> state) {
  http::Router router;
  add_routes_v2(router, state);
  add_blob_routes(router, state);
  return [=](const http::Request& request, http::Body& body) -> asio::awaitable<http::Response> {
    if (const auto reason = refusal(request))
      co_return unknown(state, twirp_error(TwirpCode::permission_denied, *reason));
    http::Request routed = request;
    const auto* handler = router.find(routed);
    if (!handler) co_return unknown(state, twirp_error(TwirpCode::bad_route, "no such route"));
    http::Response response = co_await (*handler)(routed, body);
    co_return response;
  };
}

class LocalServer final : public Server {
 public:
  LocalServer(std::string address, std::shared_ptr<ServiceState> state,
              std::unique_ptr<http::Server> server)
      : address_(std::move(address)), state_(std::move(state)), server_(std::move(server)) {}

  ~LocalServer() override {
    server_.reset();
    state_->store->close();
  }

  std::string url() const override {
    const bool v6 = address_.find(':') != std::string::npos;
    const auto host = v6 ? "[" + address_ + "]" : address_;
    return fmt::format("http://{}:{}/", host, server_->port());
  }
  std::string token(const std::vector<Grant>& grants) const override {
    return sign_token(state_->secret, grants, WallClock::now());
  }
  const std::vector<RequestRecord>& requests() const override { return state_->records; }

 private:
  std::string address_;
  std::shared_ptr<ServiceState> state_;
  std::unique_ptr<http::Server> server_;
};

}  // namespace

Result<std::unique_ptr<Server>> start_server(asio::any_io_executor executor,
                                             const Settings& settings) {
  auto state = std::make_shared<ServiceState>();
  state->secret = random_bytes(32);
  auto store = EntryStore::open(settings.directory);
  if (!store) return store.error();
  state->store = std::move(*store);
  http::ServerOptions options;
  options.address = settings.address;
  options.port = settings.port;
  auto server = http::serve(executor, options, make_handler(state));
  if (!server) return server.error();
  return std::make_unique<LocalServer>(settings.address, std::move(state), std::move(*server));
}

}  // namespace bxbench::service::actions_cache
