// SPDX-License-Identifier: Apache-2.0
#include <harness/http/server.hpp>
#include <harness/http/session.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace asio = boost::asio;
using asio::ip::tcp;

namespace bxbench::http {
namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

/// Shared by the server object and its accepting coroutine, which may outlive it for a moment.
struct Listener {
  Listener(asio::any_io_executor executor, const ServerOptions& wanted, Handler answer)
      : acceptor(executor), pause(executor), options(wanted), handler(std::move(answer)) {}

  tcp::acceptor acceptor;
  asio::steady_timer pause;
  ServerOptions options;
  Handler handler;
  std::vector<std::weak_ptr<Session>> sessions;
  bool stopped = false;
};

void start_session(Listener& listener, tcp::socket socket) {
  boost::system::error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  auto session = std::make_shared<Session>(std::move(socket), listener.options, listener.handler);
  std::erase_if(listener.sessions, [](const auto& known) { return known.expired(); });
  listener.sessions.push_back(session);
  asio::co_spawn(listener.acceptor.get_executor(), Session::run(session), asio::detached);
}

asio::awaitable<void> accept_until_stopped(std::shared_ptr<Listener> listener) {
  while (!listener->stopped) {
    auto [failure, socket] = co_await listener->acceptor.async_accept(as_result);
    if (listener->stopped) co_return;
    if (!failure) {
      start_session(*listener, std::move(socket));
      continue;
    }
    // Out of descriptors, most likely: connections that end will free some.
    listener->pause.expires_after(std::chrono::milliseconds(100));
    co_await listener->pause.async_wait(as_result);
  }
}

Result<void> listen(Listener& listener) {
  const auto& options = listener.options;
  boost::system::error_code failure;
  const auto address = asio::ip::make_address(options.address, failure);
  if (failure) return Error{Errc::bad_input, fmt::format("'{}' is no IP address", options.address)};
  const tcp::endpoint endpoint(address, options.port);
  auto& acceptor = listener.acceptor;
  acceptor.open(endpoint.protocol(), failure);
  if (!failure) acceptor.set_option(tcp::acceptor::reuse_address(true), failure);
  if (!failure) acceptor.bind(endpoint, failure);
  if (!failure) acceptor.listen(asio::socket_base::max_listen_connections, failure);
  if (failure)
    return Error{Errc::environment, fmt::format("cannot listen on {}:{}: {}", options.address,
                                                options.port, failure.message())};
  return {};
}

class ListeningServer final : public Server {
 public:
  explicit ListeningServer(std::shared_ptr<Listener> listener) : listener_(std::move(listener)) {}
  ~ListeningServer() override {
    listener_->stopped = true;
    boost::system::error_code ignored;
    listener_->acceptor.close(ignored);
    listener_->pause.cancel();
    for (const auto& known : listener_->sessions)
      if (const auto session = known.lock()) session->close();
  }
  unsigned short port() const override { return listener_->acceptor.local_endpoint().port(); }

 private:
  std::shared_ptr<Listener> listener_;
};

}  // namespace

Result<std::unique_ptr<Server>> serve(asio::any_io_executor executor, const ServerOptions& options,
                                      Handler handler) {
  auto listener = std::make_shared<Listener>(executor, options, std::move(handler));
  if (auto listening = listen(*listener); !listening) return listening.error();
  asio::co_spawn(executor, accept_until_stopped(listener), asio::detached);
  return std::make_unique<ListeningServer>(std::move(listener));
}

}  // namespace bxbench::http
