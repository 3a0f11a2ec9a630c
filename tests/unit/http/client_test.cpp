// SPDX-License-Identifier: Apache-2.0
#include <harness/http/client.hpp>
#include <harness/http/file_sink.hpp>
#include <harness/http/server.hpp>
#include <tests/support/loop.hpp>
#include <tests/support/temp_tree.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>

using namespace bxbench;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

/// Echoes bodies; "/absent" is not there, "/broken" fails, "/slow" never answers.
struct Echo {
  test::Loop loop;
  test::TempTree tree;
  std::unique_ptr<http::Server> server;
  http::Fields last_headers;

  Echo() {
    auto handler = [this](const http::Request& request, http::Body& body) {
      return answer(request, body);
    };
    server = http::serve(loop.executor(), http::ServerOptions{}, handler).value();
  }
  asio::awaitable<http::Response> answer(const http::Request& request, http::Body& body) {
    http::Response response;
    last_headers = request.headers;
    auto sink = http::FileSink::create(tree / "received");
    co_await body.stream_to(*sink);
    if (request.path == "/absent") response.status = 404;
    if (request.path == "/broken") response.status = 503;
    if (request.path == "/slow") {
      asio::steady_timer timer(loop.executor(), 1h);
      co_await timer.async_wait(asio::use_awaitable);
    }
    response.part = http::FilePart{tree / "received", 0, sink->size()};
    if (request.path == "/big") response.part = http::FilePart{tree / "big", 0, 5'000'000};
    co_return response;
  }
  std::string url(const std::string& path) const {
    return fmt::format("http://127.0.0.1:{}{}", server->port(), path);
  }
};

std::string nobody(test::Loop& loop) {
  asio::ip::tcp::acceptor closed(loop.executor(), {asio::ip::address_v4::loopback(), 0});
  return fmt::format("http://127.0.0.1:{}/", closed.local_endpoint().port());
}

http::Call get(std::string url) {
  http::Call call;
  call.url = std::move(url);
  return call;
}

}  // namespace

TEST_CASE("a JSON text is posted with its token", "[http]") {
  Echo echo;
  const auto reply = echo.loop.run(http::post_json(echo.url("/"), "secret", "{}", 5s));
  REQUIRE(reply.has_value());
  CHECK(reply->text == "{}");
  CHECK(http::find_field(echo.last_headers, "authorization") == "Bearer secret");
  CHECK(http::find_field(echo.last_headers, "content-type") == "application/json");
}

TEST_CASE("a piece of a file is put", "[http]") {
  Echo echo;
  const auto file = echo.tree.write("file", std::string(700'000, 'a') + std::string(9, 'b'));
  http::Call call{"PUT", echo.url("/"), {}, http::FilePart{file, 1, 700'003}, 5s};
  const auto reply = echo.loop.run(http::send(call));
  REQUIRE(reply.has_value());
  CHECK(read_file(echo.tree / "received").value() == std::string(699'999, 'a') + "bbbb");
}

TEST_CASE("an empty file is put", "[http]") {
  Echo echo;
  const auto file = echo.tree.write("file", "");
  const auto reply =
      echo.loop.run(http::send({"PUT", echo.url("/"), {}, http::FilePart{file, 0, 0}, 5s}));
  REQUIRE(reply.has_value());
  CHECK(http::find_field(echo.last_headers, "content-length") == "0");
}

TEST_CASE("a download becomes a file", "[http]") {
  Echo echo;
  echo.tree.write("big", std::string(5'000'000, 'x'));
  const auto got = echo.loop.run(http::download(get(echo.url("/big")), echo.tree / "got"));
  REQUIRE(got.has_value());
  CHECK(got->value() == 5'000'000);
  CHECK(read_file(echo.tree / "got").value() == std::string(5'000'000, 'x'));
}

TEST_CASE("absent and failed are different answers to a download", "[http]") {
  Echo echo;
  const auto absent = echo.loop.run(http::download(get(echo.url("/absent")), echo.tree / "got"));
  REQUIRE(absent.has_value());
  CHECK_FALSE(absent->has_value());
  const auto failed = echo.loop.run(http::download(get(echo.url("/broken")), echo.tree / "got"));
  CHECK(failed.has_error());
  CHECK_FALSE(std::filesystem::exists(echo.tree / "got"));
}

TEST_CASE("a download that ends early leaves no file", "[http]") {
  Echo echo;
  echo.tree.write("big", "short");
  const auto got = echo.loop.run(http::download(get(echo.url("/big")), echo.tree / "got"));
  CHECK(got.has_error());
  CHECK_FALSE(std::filesystem::exists(echo.tree / "got"));
  CHECK_FALSE(std::filesystem::exists(echo.tree / "got.part"));
}

TEST_CASE("a probe tells nobody, somebody and failure apart", "[http]") {
  Echo echo;
  CHECK(echo.loop.run(http::probe(echo.url("/absent"), 5s)).value() == 404);
  CHECK(echo.loop.run(http::probe(nobody(echo.loop), 5s)).value() == std::nullopt);
  CHECK(echo.loop.run(http::probe(echo.url("/slow"), 50ms)).has_error());
}

TEST_CASE("a call ends at its limit", "[http]") {
  Echo echo;
  const auto reply = echo.loop.run(http::post_json(echo.url("/slow"), "", "{}", 50ms));
  REQUIRE(reply.has_error());
  CHECK(reply.error().code == Errc::timed_out);
}

TEST_CASE("an error names the call but not its signature", "[http]") {
  test::Loop loop;
  const auto reply = loop.run(http::send(get(nobody(loop) + "x?sig=secret")));
  REQUIRE(reply.has_error());
  CHECK(reply.error().message.find("/x") != std::string::npos);
  CHECK(reply.error().message.find("secret") == std::string::npos);
}
