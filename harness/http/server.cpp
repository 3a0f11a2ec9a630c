// SPDX-License-Identifier: Apache-2.0
#include <harness/http/process_settings.hpp>
#include <harness/http/server.hpp>
#include <harness/http/session.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <map>

namespace asio = boost::asio;
using asio::ip::tcp;

namespace bxbench::http {
namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

/// Sessions beyond the limit that may wait for their 503 at the same time.
constexpr std::size_t most_refused = 64;
/// The daemon's own files, its store, its children.
constexpr std::size_t other_descriptors = 256;

/// Shared by the server object and its coroutines, which may outlive it for a moment.
struct Listener {
  Listener(asio::any_io_executor executor, const ServerOptions& options, Handler handler)
      : acceptor(executor),
        pause(executor),
        look(executor),
        hosting(std::make_shared<const Hosting>(Hosting{options, std::move(handler)})) {}

  tcp::acceptor acceptor;
  asio::steady_timer pause, look;
  std::shared_ptr<const Hosting> hosting;
  std::map<const Session*, std::weak_ptr<Session>> sessions;
  bool stopped = false;

  std::size_t limit() const { return hosting->options.connection_limit; }
};

void start_session(std::shared_ptr<Listener> listener, tcp::socket socket) {
  const bool busy = listener->sessions.size() >= listener->limit();
  auto session = std::make_shared<Session>(std::move(socket), listener->hosting, busy);
  const auto* name = session.get();
  listener->sessions.emplace(name, session);
  const auto executor = listener->acceptor.get_executor();
  auto forget = [listener = std::move(listener), name](const std::exception_ptr&) {
    listener->sessions.erase(name);
    listener->pause.cancel();
  };
  asio::co_spawn(executor, Session::run(std::move(session)), std::move(forget));
}

asio::awaitable<void> accept_until_stopped(std::shared_ptr<Listener> listener) {
  while (!listener->stopped) {
    if (listener->sessions.size() < listener->limit() + most_refused) {
      auto [failure, socket] = co_await listener->acceptor.async_accept(as_result);
      if (listener->stopped) co_return;
      if (!failure) {
        start_session(listener, std::move(socket));
        continue;
      }
    }
    // Too many, or out of descriptors: new ones wait until others end.
    listener->pause.expires_after(std::chrono::milliseconds(100));
    co_await listener->pause.async_wait(as_result);
  }
}

asio::awaitable<void> look_until_stopped(std::shared_ptr<Listener> listener) {
  const auto interval = look_interval(listener->hosting->options);
  while (!listener->stopped) {
    listener->look.expires_after(interval);
    co_await listener->look.async_wait(as_result);
    const auto now = Clock::now();
    for (const auto& [name, known] : listener->sessions)
      if (const auto session = known.lock()) session->check(now);
  }
}

Result<void> listen(Listener& listener) {
  const auto& options = listener.hosting->options;
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
    listener_->look.cancel();
    for (const auto& [name, known] : listener_->sessions)
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
  survive_broken_pipes();
  allow_descriptors(2 * options.connection_limit + other_descriptors);
  asio::co_spawn(executor, accept_until_stopped(listener), asio::detached);
  asio::co_spawn(executor, look_until_stopped(listener), asio::detached);
  return std::make_unique<ListeningServer>(std::move(listener));
}

}  // namespace bxbench::http
