// SPDX-License-Identifier: Apache-2.0
#include <harness/http/incoming_body.hpp>
#include <harness/http/outgoing.hpp>
#include <harness/http/session.hpp>
#include <harness/http/url.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http.hpp>

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace bxbench::http {
namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

/// Beast reads as much at once as its buffer has room for, but 512 bytes from an empty one.
constexpr std::size_t read_size = 64 * 1024;

/// Unread request bodies up to this size are read away, so that the connection can go on.
constexpr Bytes drain_limit = Bytes{256} << 20;

std::optional<Request> to_request(const IncomingHead& head) {
  auto target = parse_target(head.target());
  if (!target) return std::nullopt;
  Request request{
      std::string(head.method_string()), std::move(target->path), std::move(target->query), {}, {}};
  for (const auto& field : head)
    request.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  return request;
}

asio::awaitable<Response> answer(const Handler& handler, const Request& request, Body& body) {
  try {
    Response response = co_await handler(request, body);
    co_return response;
  } catch (const std::exception&) {
    // The handler's bug must not end the server; the client sees a plain 500.
  }
  Response response;
  response.status = 500;
  co_return response;
}

}  // namespace

Session::Session(asio::ip::tcp::socket socket, const ServerOptions& options, Handler handler)
    : stream_(std::move(socket)),
      buffer_(options.header_limit + read_size),
      options_(options),
      handler_(std::move(handler)) {
  buffer_.reserve(read_size);
}

void Session::close() {
  stream_.close();
}

asio::awaitable<void> Session::run(std::shared_ptr<Session> self) {
  bool more = true;
  while (more)
    more = co_await self->serve_one();
  beast::error_code ignored;
  self->stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  self->stream_.close();
}

asio::awaitable<bool> Session::serve_one() {
  IncomingParser parser;
  parser.header_limit(options_.header_limit);
  parser.body_limit(boost::none);
  stream_.expires_after(options_.idle);
  const auto [head_error, head_size] =
      co_await beast::http::async_read_header(stream_, buffer_, parser, as_result);
  if (head_error && !is_bad_head(head_error)) co_return false;

  const auto start = Clock::now();
  std::optional<Request> request;
  if (!head_error) request = to_request(parser.get());
  IncomingBody body(stream_, buffer_, parser, options_.idle);
  Response response;
  response.status = 400;
  bool keep_alive = false;
  if (request) {
    response = co_await answer(handler_, *request, body);
    const bool drained = co_await body.drain(drain_limit);
    keep_alive = drained && parser.get().keep_alive();
  }

  OutgoingHead head;
  head.keep_alive = keep_alive;
  head.without_body = request && request->method == "HEAD";
  Served served;
  const bool sent = co_await send_response(stream_, options_.idle, head, response, served);
  served.bytes_in = body.received();
  served.duration = Clock::now() - start;
  if (response.done) response.done(served);
  co_return sent&& keep_alive;
}

}  // namespace bxbench::http
