// SPDX-License-Identifier: Apache-2.0
#include <harness/link/proxy.hpp>
#include <harness/link/pump.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <set>

namespace asio = boost::asio;
using asio::ip::tcp;

namespace bxbench::link {
namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

class Connection;

/// Shared by the proxy and its coroutines, which may outlive it for a moment.
struct Line {
  Line(asio::any_io_executor executor, const Shape& wanted)
      : shape(wanted), up(wanted.up), down(wanted.down), acceptor(std::move(executor)) {}
  Shape shape;
  Pacer up, down;
  tcp::acceptor acceptor;
  tcp::endpoint service;
  std::set<Connection*> connections;
  bool stopped = false;
};

class Connection {
 public:
  Connection(std::shared_ptr<Line> line, tcp::socket client)
      : line_(std::move(line)),
        client_(std::move(client)),
        service_(client_.get_executor()),
        handshake_(client_.get_executor()),
        up_(client_, service_, line_->up, line_->shape.latency),
        down_(service_, client_, line_->down, line_->shape.latency) {
    line_->connections.insert(this);
  }
  ~Connection() { line_->connections.erase(this); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Both directions are coroutines of their own, which keep the connection.
  static asio::awaitable<void> run(std::shared_ptr<Connection> self) {
    boost::system::error_code ignored;
    self->client_.set_option(tcp::no_delay(true), ignored);
    if (self->line_->shape.latency.count() > 0) {
      self->handshake_.expires_after(2 * self->line_->shape.latency);
      co_await self->handshake_.async_wait(as_result);
    }
    if (self->line_->stopped) co_return;
    const auto [failure] = co_await self->service_.async_connect(self->line_->service, as_result);
    if (failure) {
      self->reset();
      co_return;
    }
    self->service_.set_option(tcp::no_delay(true), ignored);
    const auto executor = self->client_.get_executor();
    asio::co_spawn(executor, carry(self, self->up_), asio::detached);
    asio::co_spawn(executor, carry(self, self->down_), asio::detached);
  }

  /// Closes both sides so that their peers see a reset, and ends what runs.
  void reset() {
    handshake_.cancel();
    up_.stop();
    down_.stop();
    boost::system::error_code ignored;
    for (auto* socket : {&client_, &service_}) {
      socket->set_option(asio::socket_base::linger(true, 0), ignored);
      socket->close(ignored);
    }
  }

 private:
  static asio::awaitable<void> carry(std::shared_ptr<Connection> self, Pump& pump) {
    const bool whole = co_await pump.run();
    if (!whole) self->reset();
  }

  std::shared_ptr<Line> line_;
  tcp::socket client_, service_;
  asio::steady_timer handshake_;
  Pump up_, down_;
};

asio::awaitable<void> accept_until_stopped(std::shared_ptr<Line> line) {
  while (!line->stopped) {
    auto [failure, client] = co_await line->acceptor.async_accept(as_result);
    if (line->stopped) co_return;
    if (failure) {  // out of descriptors: until others end
      asio::steady_timer pause(line->acceptor.get_executor(), std::chrono::milliseconds(20));
      co_await pause.async_wait(as_result);
      continue;
    }
    auto connection = std::make_shared<Connection>(line, std::move(client));
    asio::co_spawn(line->acceptor.get_executor(), Connection::run(std::move(connection)),
                   asio::detached);
  }
}

class ListeningProxy final : public Proxy {
 public:
  explicit ListeningProxy(std::shared_ptr<Line> line) : line_(std::move(line)) {}
  ~ListeningProxy() override {
    line_->stopped = true;
    boost::system::error_code ignored;
    line_->acceptor.close(ignored);
    for (auto* connection : line_->connections)
      connection->reset();
  }
  unsigned short port() const override { return line_->acceptor.local_endpoint().port(); }
  void forward_to(unsigned short service) override {
    line_->service = {asio::ip::address_v4::loopback(), service};
  }

 private:
  std::shared_ptr<Line> line_;
};

}  // namespace

std::string Proxy::host() const {
  return fmt::format("127.0.0.1:{}", port());
}

Result<std::unique_ptr<Proxy>> start_proxy(asio::any_io_executor executor, Shape shape,
                                           unsigned short port) {
  auto line = std::make_shared<Line>(executor, shape);
  boost::system::error_code failure;
  line->acceptor.open(tcp::v4(), failure);
  line->acceptor.set_option(tcp::acceptor::reuse_address(true), failure);
  if (!failure) line->acceptor.bind({asio::ip::address_v4::loopback(), port}, failure);
  if (!failure) line->acceptor.listen(asio::socket_base::max_listen_connections, failure);
  if (failure)
    return Error{Errc::environment, "cannot listen on loopback for a link: " + failure.message()};
  asio::co_spawn(executor, accept_until_stopped(line), asio::detached);
  return std::make_unique<ListeningProxy>(std::move(line));
}

}  // namespace bxbench::link
