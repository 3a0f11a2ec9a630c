// SPDX-License-Identifier: Apache-2.0
#include <harness/http/file_source.hpp>
#include <harness/http/outgoing.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http.hpp>

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace bxbench::http {
namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

template <class Message>
void fill_head(Message& message, OutgoingHead head, const Response& response, Bytes length) {
  message.version(11);
  message.result(static_cast<unsigned>(response.status));
  for (const auto& field : response.headers)
    message.insert(field.name, field.value);
  message.keep_alive(head.keep_alive);
  if (response.status != 204) message.content_length(length);
}

asio::awaitable<bool> send_head(beast::tcp_stream& stream, OutgoingHead head,
                                const Response& response, Bytes length) {
  beast::http::response<beast::http::empty_body> message;
  fill_head(message, head, response, length);
  const auto [failure, size] = co_await beast::http::async_write(stream, message, as_result);
  co_return !failure;
}

asio::awaitable<bool> send_text(beast::tcp_stream& stream, OutgoingHead head,
                                const Response& response, Served& served) {
  beast::http::response<beast::http::span_body<const char>> message;
  fill_head(message, head, response, response.text.size());
  message.body() = {response.text.data(), response.text.size()};
  const auto [failure, size] = co_await beast::http::async_write(stream, message, as_result);
  if (!failure) served.bytes_out = response.text.size();
  co_return !failure;
}

asio::awaitable<bool> send_file(beast::tcp_stream& stream, std::chrono::seconds idle,
                                OutgoingHead head, const Response& response, Served& served) {
  auto source = FileSource::open(*response.part);
  if (!source) {
    Response gone;
    gone.status = served.status = 500;
    co_return co_await send_head(stream, head, gone, 0);
  }
  beast::http::response<beast::http::buffer_body> message;
  fill_head(message, head, response, response.part->size);
  beast::http::response_serializer<beast::http::buffer_body> serializer(message);
  do {
    const auto piece = source->next();
    if (!piece) co_return false;
    auto& body = message.body();
    body.data = const_cast<char*>(piece->data());  // the serializer only reads it
    body.size = piece->size();
    body.more = source->left() > 0;
    stream.expires_after(idle);
    auto [failure, size] = co_await beast::http::async_write(stream, serializer, as_result);
    if (failure && failure != beast::http::error::need_buffer) co_return false;
    served.bytes_out += piece->size();
  } while (source->left() > 0);
  co_return true;
}

}  // namespace

asio::awaitable<bool> send_response(beast::tcp_stream& stream, std::chrono::seconds idle,
                                    OutgoingHead head, const Response& response, Served& served) {
  served.status = response.status;
  stream.expires_after(idle);
  bool sent = false;
  if (head.without_body) {
    const auto length = response.part ? response.part->size : response.text.size();
    sent = co_await send_head(stream, head, response, length);
  } else if (response.part) {
    sent = co_await send_file(stream, idle, head, response, served);
  } else {
    sent = co_await send_text(stream, head, response, served);
  }
  co_return sent;
}

}  // namespace bxbench::http
