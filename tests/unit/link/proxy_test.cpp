// SPDX-License-Identifier: Apache-2.0
#include <harness/link/proxy.hpp>
#include <tests/support/loop.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <algorithm>
#include <filesystem>

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;
using Catch::Matchers::WithinRel;

namespace bxbench::link {
namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

/// A service with nothing but an open port, a proxy before it, and a client of the proxy.
struct Stage {
  explicit Stage(const Shape& shape)
      : proxy(start_proxy(loop.executor(), shape).value()),
        acceptor(loop.executor(), {asio::ip::address_v4::loopback(), 0}) {
    proxy->forward_to(acceptor.local_endpoint().port());
  }

  /// A connection through the proxy: the client's end, then the service's.
  std::pair<tcp::socket, tcp::socket> connect() {
    tcp::socket client(loop.executor()), service(loop.executor());
    loop.run(join(client, service));
    return {std::move(client), std::move(service)};
  }
  asio::awaitable<void> join(tcp::socket& client, tcp::socket& service) {
    const tcp::endpoint end(asio::ip::address_v4::loopback(), proxy->port());
    co_await (client.async_connect(end, asio::use_awaitable) &&
              acceptor.async_accept(service, asio::use_awaitable));
  }

  test::Loop loop;
  std::unique_ptr<Proxy> proxy;
  tcp::acceptor acceptor;
};

asio::awaitable<void> send(tcp::socket& socket, std::size_t size) {
  const std::string bytes(size, 'x');
  co_await asio::async_write(socket, asio::buffer(bytes), asio::use_awaitable);
}

asio::awaitable<void> send_and_end(tcp::socket& socket, std::size_t size) {
  co_await send(socket, size);
  socket.shutdown(tcp::socket::shutdown_send);
}

/// Everything up to the end, and how it ended.
struct Received {
  std::size_t bytes = 0;
  boost::system::error_code end;
};
asio::awaitable<Received> receive(tcp::socket& socket) {
  Received received;
  std::vector<char> piece(1 << 16);
  while (!received.end) {
    auto [failure, count] = co_await socket.async_read_some(asio::buffer(piece), as_result);
    received.bytes += count;
    received.end = failure;
  }
  co_return received;
}

asio::awaitable<Received> send_and_receive(tcp::socket& from, tcp::socket& to, std::size_t size) {
  co_return co_await (send_and_end(from, size) && receive(to));
}

/// The same on a connection that goes on.
asio::awaitable<void> wait_for(tcp::socket& to, std::size_t size) {
  std::string bytes(size, ' ');
  co_await asio::async_read(to, asio::buffer(bytes), asio::use_awaitable);
}
asio::awaitable<void> send_and_wait(tcp::socket& from, tcp::socket& to, std::size_t size) {
  co_await (send(from, size) && wait_for(to, size));
}

asio::awaitable<void> send_two(tcp::socket& from, tcp::socket& to, tcp::socket& from_2,
                               tcp::socket& to_2, std::size_t size) {
  co_await (send_and_receive(from, to, size) && send_and_receive(from_2, to_2, size));
}

/// Seconds that `work` takes: the fewest of several times, because the machine may be busy with
/// other things, up to the first that took no more than `enough`. Too few are too few each time.
template <class Work>
double timed(double enough, Work work) {
  double least = 1e9;
  for (int attempt = 0; attempt < 12 && least > enough; ++attempt) {
    const auto started = Clock::now();
    work();
    least = std::min(least, seconds(Clock::now() - started));
  }
  return least;
}

std::size_t open_files() {
  const std::filesystem::directory_iterator files("/proc/self/fd"), end;
  return static_cast<std::size_t>(std::distance(files, end));
}

TEST_CASE("a transfer takes its bytes by the bandwidth of its direction", "[link]") {
  Stage stage({4e6, 2e6, 0us});  // 4 MB/s down, 2 MB/s up
  Received received;
  const auto up = timed(0.33, [&] {
    auto [client, service] = stage.connect();
    received = stage.loop.run(send_and_receive(client, service, 600'000));
  });
  CHECK(received.bytes == 600'000);
  CHECK(received.end == asio::error::eof);
  CHECK_THAT(up, WithinRel(0.3, 0.1));
  const auto down = timed(0.33, [&] {
    auto [client, service] = stage.connect();
    received = stage.loop.run(send_and_receive(service, client, 1'200'000));
  });
  CHECK(received.bytes == 1'200'000);
  CHECK_THAT(down, WithinRel(0.3, 0.1));
}

TEST_CASE("connections share the bandwidth of a direction", "[link]") {
  Stage stage({2e6, 2e6, 0us});
  const auto both = timed(0.33, [&] {
    auto [client, service] = stage.connect();
    auto [client_2, service_2] = stage.connect();
    stage.loop.run(send_two(service, client, service_2, client_2, 300'000));
  });
  CHECK_THAT(both, WithinRel(0.3, 0.1));
}

TEST_CASE("latency delays bytes, not those behind them", "[link]") {
  Stage stage({0, 0, 100ms});
  const auto connecting = timed(0.25, [&] { stage.connect(); });
  CHECK(connecting > 0.19);  // a round trip until the service sees it
  CHECK(connecting < 0.3);
  auto [client, service] = stage.connect();
  auto &from = client, &to = service;
  const auto once = timed(0.2, [&] { stage.loop.run(send_and_wait(from, to, 1'000'000)); });
  CHECK(once > 0.095);
  CHECK(once < 0.3);  // 31 pieces one after the other would take 3 s
}

TEST_CASE("the end of one direction leaves the other open", "[link]") {
  Stage stage({0, 0, 1ms});
  auto [client, service] = stage.connect();
  CHECK(stage.loop.run(send_and_receive(client, service, 10)).end == asio::error::eof);
  CHECK(stage.loop.run(send_and_receive(service, client, 100'000)).bytes == 100'000);
}

TEST_CASE("a reset goes through, from either side", "[link]") {
  Stage stage({1e9, 1e9, 0us});
  for (const bool from_client : {true, false}) {
    auto [client, service] = stage.connect();
    auto &dying = from_client ? client : service, &other = from_client ? service : client;
    dying.set_option(asio::socket_base::linger(true, 0));
    dying.close();
    CHECK(stage.loop.run(receive(other)).end == asio::error::connection_reset);
  }
}

TEST_CASE("a client of a service that is gone is reset", "[link]") {
  Stage stage({1e9, 1e9, 0us});
  stage.acceptor.close();
  tcp::socket client(stage.loop.executor());
  client.connect({asio::ip::address_v4::loopback(), stage.proxy->port()});
  CHECK(stage.loop.run(receive(client)).end == asio::error::connection_reset);
}

TEST_CASE("a reader that is slow stops the sender, and loses nothing", "[link]") {
  Stage stage({0, 0, 1ms});
  auto [client, service] = stage.connect();
  service.non_blocking(true);
  std::size_t sent = 0;
  const std::string piece(1 << 20, 'x');
  boost::system::error_code failure;
  for (int idle = 0; idle < 5;) {
    const auto count = service.write_some(asio::buffer(piece), failure);
    sent += count;
    idle = count == 0 ? idle + 1 : 0;
    stage.loop.settle();
    REQUIRE(sent < (100U << 20));
  }
  service.shutdown(tcp::socket::shutdown_send);
  CHECK(stage.loop.run(receive(client)).bytes == sent);
}

TEST_CASE("a proxy that is removed leaves no connection and no descriptor", "[link]") {
  const auto before = open_files();
  {
    Stage stage({1e4, 1e4, 50ms});
    auto [client, service] = stage.connect();
    const std::string bytes(100'000, 'x');
    client.write_some(asio::buffer(bytes));
    stage.loop.settle();
    stage.proxy.reset();
    CHECK(stage.loop.run(receive(service)).end == asio::error::connection_reset);
    CHECK(stage.loop.run(receive(client)).end == asio::error::connection_reset);
  }
  CHECK(open_files() == before);
}

}  // namespace
}  // namespace bxbench::link
