// SPDX-License-Identifier: Apache-2.0
#include <tests/support/storing_server.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <fmt/format.h>

using namespace bxbench;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using test::StoringServer;

TEST_CASE("a connection carries several requests, also sent ahead", "[http]") {
  StoringServer host;
  auto client = host.connect();
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n");
  const auto both = client.answers(2);
  CHECK_THAT(both, StartsWith("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200"));
}

TEST_CASE("a client that asks to close is told so", "[http]") {
  StoringServer host;
  auto client = host.connect();
  client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  CHECK_THAT(client.rest(), ContainsSubstring("Connection: close"));
}

TEST_CASE("a body of announced length reaches the sink", "[http]") {
  StoringServer host;
  auto client = host.connect();
  client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab");
  client.send("cde");
  CHECK_THAT(client.answers(), StartsWith("HTTP/1.1 201"));
  CHECK(read_file(host.stored()).value() == "abcde");
  CHECK(host.served.at(0).bytes_in == 5);
}

TEST_CASE("a chunked body reaches the sink without its framing", "[http]") {
  StoringServer host;
  auto client = host.connect();
  client.send("PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
  client.send("2;x=y\r\nde\r\n0\r\n\r\n");
  CHECK_THAT(client.answers(), StartsWith("HTTP/1.1 201"));
  CHECK(read_file(host.stored()).value() == "abcde");
}

TEST_CASE("a large body is stored byte for byte and served back", "[http]") {
  StoringServer host;
  std::string content(3'000'000, '\0');
  for (std::size_t at = 0; at < content.size(); ++at)
    content[at] = static_cast<char>(at * 7 + at / 256);
  auto client = host.connect();
  client.send(fmt::format("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{}",
                          content.size(), content));
  client.answers();
  client.send("GET /file HTTP/1.1\r\nHost: x\r\n\r\n");
  const auto answer = client.answers();
  CHECK(answer.substr(answer.find("\r\n\r\n") + 4) == content);
  CHECK(host.served.at(1).bytes_out == content.size());
}

TEST_CASE("a client that waits for its invitation gets it", "[http]") {
  StoringServer host;
  auto client = host.connect();
  client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  CHECK_THAT(client.answers(), StartsWith("HTTP/1.1 100"));
  client.send("ab");
  CHECK_THAT(client.answers(), StartsWith("HTTP/1.1 201"));
}

TEST_CASE("the server survives a client that goes away inside its body", "[http]") {
  StoringServer host;
  {
    auto client = host.connect();
    client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nab");
    client.close();
  }
  host.loop.settle();
  CHECK(host.failures.size() == 1);
  auto next = host.connect();
  next.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK_THAT(next.answers(), StartsWith("HTTP/1.1 200"));
}

TEST_CASE("the server survives a client that goes away inside its answer", "[http]") {
  StoringServer host;
  write_file_atomically(host.stored(), std::string(50'000'000, 'x')).value();
  {
    auto client = host.connect();
    client.send("GET /file HTTP/1.1\r\nHost: x\r\n\r\n");
    host.loop.settle();
    client.close();
  }
  host.loop.settle();
  REQUIRE(host.served.size() == 1);
  CHECK(host.served.at(0).bytes_out < 50'000'000);
}

TEST_CASE("the server survives a client that asks and goes at once", "[http]") {
  StoringServer host;
  write_file_atomically(host.stored(), std::string(50'000'000, 'x')).value();
  auto client = host.connect();
  client.send("GET /file HTTP/1.1\r\nHost: x\r\n\r\n");
  client.close();  // in order; the answer meets nobody, for which most kernels raise SIGPIPE
  for (int count = 0; count < 50 && host.served.empty(); ++count)
    host.loop.settle();
  REQUIRE(host.served.size() == 1);
  CHECK(host.served.at(0).bytes_out < 50'000'000);
}

TEST_CASE("an unread body does not become the next request", "[http]") {
  StoringServer host;
  auto client = host.connect();
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nGET /file");
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  client.answers(2);
  CHECK(host.served.size() == 2);
}

TEST_CASE("a body beyond its limit is refused and the connection goes on", "[http]") {
  StoringServer host;
  auto client = host.connect();
  client.send("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n123456789");
  CHECK_THAT(client.answers(), StartsWith("HTTP/1.1 413"));
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK_THAT(client.answers(), StartsWith("HTTP/1.1 200"));
}

TEST_CASE("a refusal does not wait for a body that is too large to be read away", "[http]") {
  StoringServer host;
  auto client = host.connect();
  client.send("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 4611686018427387904\r\n\r\n");
  client.send("123456789");
  const auto answer = client.answers();
  CHECK_THAT(answer, StartsWith("HTTP/1.1 413"));
  CHECK_THAT(answer, ContainsSubstring("Connection: close"));
}

TEST_CASE("a handler's exception becomes a 500", "[http]") {
  StoringServer host;
  auto client = host.connect();
  client.send("GET /bug HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK_THAT(client.answers(), StartsWith("HTTP/1.1 500"));
}

TEST_CASE("HEAD answers the head of GET", "[http]") {
  StoringServer host;
  auto client = host.connect();
  client.send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const auto answer = client.rest();
  CHECK_THAT(answer, ContainsSubstring("Content-Length: 5"));
  CHECK(answer.ends_with("\r\n\r\n"));
}

TEST_CASE("a part of a file is served as asked", "[http]") {
  StoringServer host;
  write_file_atomically(host.stored(), "0123456789").value();
  auto client = host.connect();
  client.send("GET /file HTTP/1.1\r\nHost: x\r\nRange: bytes=2-4\r\n\r\n");
  const auto answer = client.answers();
  CHECK_THAT(answer, StartsWith("HTTP/1.1 206"));
  CHECK_THAT(answer, ContainsSubstring("Content-Range: bytes 2-4/10"));
  CHECK(answer.ends_with("\r\n\r\n234"));
}

TEST_CASE("an empty file is served", "[http]") {
  StoringServer host;
  write_file_atomically(host.stored(), "").value();
  auto client = host.connect();
  client.send("GET /file HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK_THAT(client.answers(), ContainsSubstring("Content-Length: 0"));
}

TEST_CASE("a server can go while connections are open", "[http]") {
  StoringServer host;
  auto idle = host.connect();
  auto busy = host.connect();
  busy.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nab");
  host.loop.settle();
  host.server.reset();
  CHECK(idle.rest().empty());
  CHECK(busy.rest().empty());
}

TEST_CASE("a server can go when its loop never runs again", "[http]") {
  StoringServer host;
  auto client = host.connect();
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  client.answers();
  host.server.reset();
}

TEST_CASE("a port that is taken is an error", "[http]") {
  StoringServer host;
  http::ServerOptions options;
  options.port = host.server->port();
  const auto second = http::serve(host.loop.executor(), options, {});
  REQUIRE(second.has_error());
  CHECK_THAT(second.error().message, ContainsSubstring("cannot listen"));
}
