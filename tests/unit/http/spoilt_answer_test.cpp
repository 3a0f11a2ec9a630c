// SPDX-License-Identifier: Apache-2.0
#include <tests/support/storing_server.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace bxbench;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using http::Cut;
using test::StoringServer;

namespace {

constexpr auto get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
constexpr auto get_file = "GET /file HTTP/1.1\r\nHost: x\r\n\r\n";

std::string body_of(const std::string& answer) {
  return answer.substr(answer.find("\r\n\r\n") + 4);
}

}  // namespace

TEST_CASE("a truncated answer ends in order before the announced end", "[http]") {
  StoringServer host;
  host.cut = {Cut::truncate, 2};
  auto client = host.connect();
  client.send(get);
  const auto answer = client.rest();
  CHECK_THAT(answer, ContainsSubstring("Content-Length: 5"));
  CHECK(body_of(answer) == "he");
  CHECK_FALSE(client.was_reset());
  CHECK(host.served.at(0).bytes_out == 2);
}

TEST_CASE("a reset answer gives all bytes before it is reset", "[http]") {
  StoringServer host;
  write_file_atomically(host.stored(), std::string(3'000'000, 'x')).value();
  host.cut = {Cut::reset, 2'000'000};
  auto client = host.connect();
  client.send(get_file);
  const auto answer = client.rest();
  CHECK_THAT(answer, ContainsSubstring("Content-Length: 3000000"));
  CHECK(body_of(answer).size() == 2'000'000);
  CHECK(client.was_reset());
  CHECK(host.served.at(0).bytes_out == 2'000'000);
}

TEST_CASE("a stalled answer sends no more, and ends with the server", "[http]") {
  StoringServer host;
  host.cut = {Cut::stall, 3};
  auto client = host.connect();
  client.send(get);
  host.loop.settle();
  REQUIRE(host.served.size() == 1);
  host.loop.settle();
  host.server.reset();
  CHECK(body_of(client.rest()) == "hel");
}

TEST_CASE("a stalled connection ends when its client goes", "[http]") {
  http::ServerOptions options;
  options.connection_limit = 1;
  StoringServer host(options);
  host.cut = {Cut::stall, 3};
  {
    auto client = host.connect();
    client.send(get);
    host.loop.settle();
    client.close();
  }
  host.loop.settle();
  host.cut = {};
  auto next = host.connect();
  next.send(get);
  CHECK_THAT(next.answers(), StartsWith("HTTP/1.1 200"));
}

TEST_CASE("a cut behind the end breaks nothing", "[http]") {
  StoringServer host;
  host.cut = {Cut::reset, 6};
  auto client = host.connect();
  client.send(get);
  CHECK_THAT(client.answers(), StartsWith("HTTP/1.1 200"));
  client.send(get);
  CHECK_THAT(client.answers(), StartsWith("HTTP/1.1 200"));
}

TEST_CASE("a connection can break without an answer", "[http]") {
  for (const auto kind : {Cut::reset, Cut::truncate}) {
    StoringServer host;
    host.cut.kind = kind;
    host.without_answer = true;
    auto client = host.connect();
    client.send("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 90\r\n\r\n123456789");
    CHECK(client.rest().empty());
    CHECK(client.was_reset() == (kind == Cut::reset));
    REQUIRE(host.served.size() == 1);
    CHECK(host.served.at(0).status == 0);
    CHECK(host.served.at(0).bytes_in == 9);
  }
}

TEST_CASE("a connection can stall without an answer", "[http]") {
  StoringServer host;
  host.cut.kind = Cut::stall;
  host.without_answer = true;
  auto client = host.connect();
  client.send(get);
  host.loop.settle();
  REQUIRE(host.served.size() == 1);
  CHECK(host.served.at(0).status == 0);
  host.server.reset();
  CHECK(client.rest().empty());
}
