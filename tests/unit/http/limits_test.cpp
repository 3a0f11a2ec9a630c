// SPDX-License-Identifier: Apache-2.0
#include <tests/support/storing_server.hpp>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <fmt/format.h>

using namespace bxbench;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using test::StoringServer;
using namespace std::chrono_literals;

namespace {

constexpr auto get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

/// Lets at least that much time pass.
void let_pass(test::Loop& loop, std::chrono::milliseconds time) {
  const auto end = Clock::now() + time;
  while (Clock::now() < end)
    loop.settle();
}

}  // namespace

TEST_CASE("a head that does not get complete in time is answered with 408", "[http]") {
  http::ServerOptions options;
  options.head_limit = 50ms;
  StoringServer host(options);
  auto slow = host.connect();
  auto idle = host.connect();
  slow.send("GET / HTTP/1.1\r\nHo");
  CHECK_THAT(slow.rest(), StartsWith("HTTP/1.1 408"));
  idle.send(get);
  CHECK_THAT(idle.answers(), StartsWith("HTTP/1.1 200"));
}

TEST_CASE("the bytes of a slow head do not prolong its time", "[http]") {
  http::ServerOptions options;
  options.head_limit = 100ms;
  StoringServer host(options);
  auto slow = host.connect();
  bool open = slow.send("GET / HTTP/1.1\r\n");
  for (int count = 0; open && count < 100; ++count) {
    let_pass(host.loop, 20ms);
    open = slow.send("X: y\r\n") && !slow.is_closed();
  }
  CHECK_FALSE(open);
}

TEST_CASE("an idle connection is closed without a word", "[http]") {
  http::ServerOptions options;
  options.idle = 50ms;
  StoringServer host(options);
  auto client = host.connect();
  client.send(get);
  client.answers();
  CHECK(client.rest().empty());
}

TEST_CASE("a body that comes too slowly is given up", "[http]") {
  http::ServerOptions options;
  options.rate_window = 50ms;
  StoringServer host(options);
  auto client = host.connect();
  client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nab");
  client.rest();
  REQUIRE(host.failures.size() == 1);
  CHECK_THAT(host.failures.at(0), ContainsSubstring("too slowly"));
}

TEST_CASE("a body that comes fast enough is taken, however long it takes", "[http]") {
  http::ServerOptions options;
  options.rate_window = 50ms;
  options.least_rate = 100;
  StoringServer host(options);
  auto client = host.connect();
  client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000\r\n\r\n");
  for (int count = 0; count < 20; ++count) {
    client.send(std::string(100, 'x'));
    let_pass(host.loop, 10ms);
  }
  CHECK_THAT(client.answers(), StartsWith("HTTP/1.1 201"));
}

TEST_CASE("a client that does not read its answer is given up", "[http]") {
  http::ServerOptions options;
  options.rate_window = 50ms;
  StoringServer host(options);
  write_file_atomically(host.stored(), std::string(50'000'000, 'x')).value();
  auto client = host.connect();
  client.send("GET /file HTTP/1.1\r\nHost: x\r\n\r\n");
  let_pass(host.loop, 300ms);
  REQUIRE(host.served.size() == 1);
  CHECK(host.served.at(0).bytes_out < 50'000'000);
}

TEST_CASE("a handler may take its time", "[http]") {
  http::ServerOptions options;
  options.rate_window = options.head_limit = options.idle = options.linger = 20ms;
  test::Loop loop;
  auto handler = [](const http::Request&, http::Body&) -> boost::asio::awaitable<http::Response> {
    const auto executor = co_await boost::asio::this_coro::executor;
    boost::asio::steady_timer timer(executor, 200ms);
    co_await timer.async_wait(boost::asio::use_awaitable);
    co_return http::Response{};
  };
  const auto server = http::serve(loop.executor(), options, handler).value();
  test::RawClient client(loop, server->port());
  client.send(get);
  CHECK_THAT(client.answers(), StartsWith("HTTP/1.1 200"));
}

TEST_CASE("a client beyond the limit of connections is answered with 503", "[http]") {
  http::ServerOptions options;
  options.connection_limit = 2;
  StoringServer host(options);
  auto first = host.connect();
  auto second = host.connect();
  first.send(get);
  first.answers();
  second.send(get);
  second.answers();
  auto third = host.connect();
  third.send(get);
  CHECK_THAT(third.rest(), StartsWith("HTTP/1.1 503"));
  third.close();
  first.close();
  host.loop.settle();
  auto fourth = host.connect();
  fourth.send(get);
  CHECK_THAT(fourth.answers(), StartsWith("HTTP/1.1 200"));
}

TEST_CASE("more clients than may even be refused wait for their turn", "[http]") {
  http::ServerOptions options;
  options.connection_limit = 1;
  StoringServer host(options);
  std::vector<std::unique_ptr<test::RawClient>> clients;
  for (int count = 0; count < 100; ++count) {
    clients.push_back(std::make_unique<test::RawClient>(host.loop, host.server->port()));
    clients.back()->send(get);
  }
  int served = 0;
  for (auto& client : clients) {
    const auto answer = client->answers();
    served += answer.starts_with("HTTP/1.1 200") || answer.starts_with("HTTP/1.1 503");
    client.reset();
  }
  CHECK(served == 100);
}
