// SPDX-License-Identifier: Apache-2.0
#include <harness/http/incoming_body.hpp>
#include <harness/http/outgoing.hpp>
#include <harness/http/session.hpp>

#include <boost/beast/http.hpp>

namespace asio = boost::asio;

namespace bxbench::http {
namespace {

/// Unread request bodies up to this size are read away, so that the connection can go on.
constexpr Bytes drain_limit = Bytes{256} << 20;

Response plain(int status) {
  Response response;
  response.status = status;
  return response;
}

bool breaks(const Response& response, const Served& served) {
  if (response.status == 0) return true;
  return response.cut.kind != Cut::none && served.bytes_out >= response.cut.after;
}

Response too_busy() {
  auto response = plain(503);
  response.headers.push_back({"Retry-After", "1"});
  return response;
}

}  // namespace

Session::Session(asio::ip::tcp::socket socket, std::shared_ptr<const Hosting> hosting, bool busy)
    : hosting_(std::move(hosting)), wire_(std::move(socket), hosting_->options), busy_(busy) {}

asio::awaitable<void> Session::run(std::shared_ptr<Session> self) {
  auto next = Next::another;
  while (next == Next::another)
    next = co_await self->serve_one();
  if (next == Next::leave) co_await self->wire_.leave();
  self->close();
}

asio::awaitable<Response> Session::answer(const Request& request, Body& body) {
  wire_.begin(Pace::Doing::handling);
  try {
    Response response = co_await hosting_->handler(request, body);
    co_return response;
  } catch (const std::exception&) {
    // The handler's bug must not end the server; the client sees a plain 500.
  }
  co_return plain(500);
}

asio::awaitable<Session::Next> Session::serve_one() {
  IncomingParser parser;
  parser.header_limit(hosting_->options.header_limit);
  parser.body_limit(boost::none);
  const auto refusal = co_await read_head(wire_, parser);
  if (!refusal) co_return Next::broken;
  std::optional<Request> request;
  if (*refusal == 0) request = to_request(parser);
  Response refused = plain(*refusal == 0 ? 400 : *refusal);
  if (request && busy_) refused = too_busy();
  auto next = Next::leave;
  if (request && !busy_)
    next = co_await serve(*request, parser);
  else
    co_await refuse(refused);
  co_return next;
}

asio::awaitable<void> Session::refuse(const Response& response) {
  OutgoingHead head;
  head.keep_alive = false;
  Served unused;
  co_await send_response(wire_, head, response, unused);
}

asio::awaitable<Session::Next> Session::serve(const Request& request, IncomingParser& parser) {
  const auto start = Clock::now();
  IncomingBody body(wire_, parser, hosting_->options.header_limit);
  const Response response = co_await answer(request, body);
  OutgoingHead head;
  Served served;
  bool sent = response.status == 0;
  if (!sent) {
    const bool drained = co_await body.drain(drain_limit);
    head.keep_alive = drained && parser.get().keep_alive();
    head.without_body = request.method == "HEAD";
    head.old_client = parser.get().version() < 11;
    sent = co_await send_response(wire_, head, response, served);
  }
  served.bytes_in = body.received();
  served.duration = Clock::now() - start;
  if (response.done) response.done(served);
  if (!sent) co_return Next::broken;
  if (breaks(response, served)) {
    co_await break_off(response.cut.kind);
    co_return Next::broken;
  }
  co_return head.keep_alive ? Next::another : Next::leave;
}

asio::awaitable<void> Session::break_off(Cut::Kind kind) {
  if (kind == Cut::reset)
    co_await wire_.reset();
  else if (kind == Cut::stall)
    co_await wire_.stall();
  else
    co_await wire_.leave();
}

}  // namespace bxbench::http
