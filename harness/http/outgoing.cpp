// SPDX-License-Identifier: Apache-2.0
#include <harness/http/file_source.hpp>
#include <harness/http/outgoing.hpp>

#include <boost/beast/http/status.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace bxbench::http {
namespace {

// A handler may repeat what a client sent; it must not become a field of its own.
bool is_one_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

std::string to_text(OutgoingHead head, const Response& response, Bytes length) {
  const auto reason = beast::http::obsolete_reason(
      beast::http::int_to_status(static_cast<unsigned>(response.status)));
  fmt::memory_buffer text;
  auto out = fmt::appender(text);
  fmt::format_to(out, "HTTP/1.1 {} {}\r\n", response.status, std::string_view(reason));
  for (const auto& field : response.headers)
    if (is_one_line(field.name) && is_one_line(field.value))
      fmt::format_to(out, "{}: {}\r\n", field.name, field.value);
  if (!head.keep_alive) fmt::format_to(out, "Connection: close\r\n");
  if (head.keep_alive && head.old_client) fmt::format_to(out, "Connection: keep-alive\r\n");
  const bool has_length = response.status != 204 && response.status != 304;
  if (has_length) fmt::format_to(out, "Content-Length: {}\r\n", length);
  fmt::format_to(out, "\r\n");
  return fmt::to_string(text);
}

/// How much of the body is to be sent.
Bytes before_cut(const Response& response, Bytes length) {
  return response.cut.kind == Cut::none ? length : std::min(length, response.cut.after);
}

asio::awaitable<bool> send_text(Wire& wire, OutgoingHead head, const Response& response,
                                Served& served) {
  const Bytes length = response.part ? response.part->size : response.text.size();
  const auto lines = to_text(head, response, length);
  std::string_view body = response.text;
  body = head.without_body ? std::string_view() : body.substr(0, before_cut(response, body.size()));
  const auto sent = co_await wire.send(lines, body, false);
  served.bytes_out = sent - std::min<Bytes>(sent, lines.size());
  co_return sent == lines.size() + body.size();
}

asio::awaitable<bool> send_file(Wire& wire, OutgoingHead head, const Response& response,
                                Served& served) {
  const auto source = FileSource::open(*response.part);
  if (!source) {
    Response gone;
    gone.status = served.status = 500;
    const bool told = co_await send_text(wire, head, gone, served);
    co_return told;
  }
  const auto size = before_cut(response, response.part->size);
  const auto lines = to_text(head, response, response.part->size);
  const auto sent = co_await wire.send(lines, {}, size > 0);
  if (sent != lines.size()) co_return false;
  served.bytes_out = co_await wire.send_file(source->descriptor(), response.part->offset, size);
  co_return served.bytes_out == size;
}

}  // namespace

asio::awaitable<bool> send_response(Wire& wire, OutgoingHead head, const Response& response,
                                    Served& served) {
  served.status = response.status;
  wire.begin(Pace::Doing::moving);
  bool sent = false;
  if (response.part && !head.without_body)
    sent = co_await send_file(wire, head, response, served);
  else
    sent = co_await send_text(wire, head, response, served);
  co_return sent;
}

}  // namespace bxbench::http
