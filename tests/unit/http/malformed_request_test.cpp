// SPDX-License-Identifier: Apache-2.0
#include <tests/support/storing_server.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace bxbench;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using test::StoringServer;

namespace {

/// Everything that a server of its own answers to these bytes; it must still serve afterwards.
std::string answer_to(const std::string& bytes) {
  StoringServer host;
  auto client = host.connect();
  client.send(bytes);
  auto answer = client.rest();
  auto next = host.connect();
  next.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK_THAT(next.answers(), StartsWith("HTTP/1.1 200"));
  return answer;
}

void check_refused(const std::string& bytes, const std::string& status) {
  INFO(bytes.substr(0, 100));
  const auto answer = answer_to(bytes);
  CHECK_THAT(answer, StartsWith("HTTP/1.1 " + status));
  CHECK_THAT(answer, ContainsSubstring("Connection: close"));
  CHECK(answer.find("HTTP/1.1", 1) == std::string::npos);  // what follows is no second request
}

constexpr auto put = "PUT / HTTP/1.1\r\nHost: x\r\n";
const std::string smuggled = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

}  // namespace

TEST_CASE("what is no request is answered with 400", "[http]") {
  check_refused("nonsense\r\n\r\n", "400");
  check_refused("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", "400");
  check_refused("GET / HTTP/1.1\r\nHost: x\r\nbad field\r\n\r\n", "400");
  check_refused("GET / HTTP/1.1\r\nHost : x\r\n\r\n", "400");
}

TEST_CASE("an unknown version of the protocol is answered with 505", "[http]") {
  check_refused("GET / HTTP/3.0\r\nHost: x\r\n\r\n", "505");
}

TEST_CASE("a request without host, or with two, is answered with 400", "[http]") {
  check_refused("GET / HTTP/1.1\r\n\r\n", "400");
  check_refused("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "400");
}

TEST_CASE("a length that is no number, or two, is answered with 400", "[http]") {
  for (const std::string length : {"-1", "+5", "5x", "", "0x5", "18446744073709551616", "5, 6"})
    check_refused(put + ("Content-Length: " + length) + "\r\n\r\n" + smuggled, "400");
  check_refused(put + std::string("Content-Length: 5\r\nContent-Length: 6\r\n\r\n") + smuggled,
                "400");
}

TEST_CASE("a body whose framing is ambiguous is answered with 400", "[http]") {
  for (const std::string framing :
       {"Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5", "Transfer-Encoding: identity",
        "Transfer-Encoding: gzip", "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked"})
    check_refused(put + framing + "\r\n\r\n0\r\n\r\n" + smuggled, "400");
  check_refused("PUT / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400");
}

TEST_CASE("a chunk of a bad size is answered with 400", "[http]") {
  for (const std::string chunk :
       {"x\r\n", "-1\r\nab", "11111111111111111\r\nab", "2\r\nabc\r\n0\r\n\r\n", "\r\n",
        "2 \r\nab\r\n", "2;\x01\r\nab\r\n"})
    check_refused(put + ("Transfer-Encoding: chunked\r\n\r\n" + chunk) + "\r\n\r\n\r\n", "400");
}

TEST_CASE("a chunk's head that never ends is answered with 400", "[http]") {
  check_refused(put + ("Transfer-Encoding: chunked\r\n\r\n2;" + std::string(200'000, 'x')), "400");
}

TEST_CASE("a head beyond the limit is answered with 431", "[http]") {
  check_refused("GET / HTTP/1.1\r\nX: " + std::string(40'000, 'x') + "\r\n\r\n", "431");
  check_refused("GET /" + std::string(40'000, 'x') + " HTTP/1.1\r\nHost: x\r\n\r\n", "431");
  check_refused("GET / HTTP/1.1\r\n" + std::string(1'000'000, 'x'), "431");
}

TEST_CASE("the host of a target counts instead of the field", "[http]") {
  const auto answer =
      answer_to("GET http://inside:1/host HTTP/1.1\r\nHost: y\r\nConnection: close\r\n\r\n");
  CHECK_THAT(answer, StartsWith("HTTP/1.1 200"));
  CHECK(answer.ends_with("\r\n\r\ninside:1"));
}

TEST_CASE("an old client that keeps its connection is told that it may", "[http]") {
  StoringServer host;
  auto client = host.connect();
  client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  CHECK_THAT(client.answers(), ContainsSubstring("Connection: keep-alive"));
  client.send("GET / HTTP/1.0\r\n\r\n");
  CHECK_THAT(client.rest(), ContainsSubstring("Connection: close"));
}
