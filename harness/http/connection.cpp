// SPDX-License-Identifier: Apache-2.0
#include <harness/http/connection.hpp>
#include <harness/http/file_source.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http.hpp>
#include <fmt/format.h>

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;

namespace bxbench::http {
namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t piece_size = 256 * 1024;

Error failed(std::string_view doing, const beast::error_code& failure) {
  const bool late = failure == beast::error::timeout;
  return {late ? Errc::timed_out : Errc::io, fmt::format("{}: {}", doing, failure.message())};
}

/// Addresses and "localhost" need no name service, which would answer from a thread of its own.
std::optional<asio::ip::address> literal_address(const std::string& host) {
  if (host == "localhost") return asio::ip::address_v4::loopback();
  boost::system::error_code failure;
  const auto address = asio::ip::make_address(host, failure);
  if (failure) return std::nullopt;
  return address;
}

asio::awaitable<Result<std::vector<tcp::endpoint>>> endpoints_of(std::string host,
                                                                 std::string port) {
  std::vector<tcp::endpoint> endpoints;
  if (const auto address = literal_address(host)) {
    endpoints.emplace_back(*address, static_cast<unsigned short>(std::atoi(port.c_str())));
    co_return endpoints;
  }
  const auto executor = co_await asio::this_coro::executor;
  tcp::resolver resolver(executor);
  const auto [failure, found] = co_await resolver.async_resolve(host, port, as_result);
  if (failure) co_return failed(fmt::format("cannot find the host {}", host), failure);
  for (const auto& entry : found)
    endpoints.push_back(entry.endpoint());
  co_return endpoints;
}

}  // namespace

Connection::Connection(asio::any_io_executor executor, Duration limit) : stream_(executor) {
  stream_.expires_after(limit);
  parser_.body_limit(boost::none);
  buffer_.reserve(64 * 1024);  // Beast reads as much at once as there is room for
}

asio::awaitable<Result<void>> Connection::connect(std::string host, std::string port) {
  const auto endpoints = co_await endpoints_of(host, port);
  if (!endpoints) co_return endpoints.error();
  const auto [failure, used] = co_await stream_.async_connect(*endpoints, as_result);
  refused_ = failure == asio::error::connection_refused;
  if (failure) co_return failed(fmt::format("cannot connect to {}:{}", host, port), failure);
  boost::system::error_code ignored;
  stream_.socket().set_option(tcp::no_delay(true), ignored);
  co_return Result<void>{};
}

template <class Message>
void Connection::fill_head(Message& message, const Call& call, const std::string& host) const {
  message.version(11);
  message.method_string(call.method);
  message.set(beast::http::field::host, host);
  message.set(beast::http::field::user_agent, "bxbench");
  message.set(beast::http::field::connection, "close");
  for (const auto& field : call.headers)
    message.set(field.name, field.value);
}

asio::awaitable<Result<void>> Connection::write(const Call& call, const std::string& host,
                                                const std::string& target) {
  Result<void> written;
  if (std::holds_alternative<FilePart>(call.body))
    written = co_await write_file(call, host, target);
  else
    written = co_await write_text(call, host, target);
  co_return written;
}

asio::awaitable<Result<void>> Connection::write_text(const Call& call, const std::string& host,
                                                     const std::string& target) {
  const auto& text = std::get<std::string>(call.body);
  beast::http::request<beast::http::span_body<const char>> message;
  fill_head(message, call, host);
  message.target(target);
  message.body() = {text.data(), text.size()};
  if (!text.empty() || call.method != "GET") message.content_length(text.size());
  const auto [failure, size] = co_await beast::http::async_write(stream_, message, as_result);
  if (failure) co_return failed("cannot send the request", failure);
  co_return Result<void>{};
}

asio::awaitable<Result<void>> Connection::write_file(const Call& call, const std::string& host,
                                                     const std::string& target) {
  const auto& part = std::get<FilePart>(call.body);
  auto source = FileSource::open(part);
  if (!source) co_return source.error();
  beast::http::request<beast::http::buffer_body> message;
  fill_head(message, call, host);
  message.target(target);
  message.content_length(part.size);
  beast::http::request_serializer<beast::http::buffer_body> serializer(message);
  do {
    const auto piece = source->next();
    if (!piece) co_return piece.error();
    auto& body = message.body();
    body.data = const_cast<char*>(piece->data());  // the serializer only reads it
    body.size = piece->size();
    body.more = source->left() > 0;
    const auto [failure, size] = co_await beast::http::async_write(stream_, serializer, as_result);
    if (failure && failure != beast::http::error::need_buffer)
      co_return failed("cannot send the file", failure);
  } while (source->left() > 0);
  co_return Result<void>{};
}

asio::awaitable<Result<void>> Connection::read_head() {
  const auto [failure, size] =
      co_await beast::http::async_read_header(stream_, buffer_, parser_, as_result);
  if (failure) co_return failed("no answer came", failure);
  co_return Result<void>{};
}

asio::awaitable<Result<void>> Connection::read_body(Sink& sink) {
  const auto piece = std::make_unique_for_overwrite<char[]>(piece_size);
  while (!parser_.is_done()) {
    auto& body = parser_.get().body();
    body.data = piece.get();
    body.size = piece_size;
    body.more = true;
    auto [failure, size] = co_await beast::http::async_read(stream_, buffer_, parser_, as_result);
    if (failure && failure != beast::http::error::need_buffer)
      co_return failed("the answer ended early", failure);
    auto taken = sink.write({piece.get(), piece_size - parser_.get().body().size});
    if (!taken) co_return taken.error();
  }
  co_return Result<void>{};
}

Reply Connection::head() const {
  Reply reply;
  reply.status = static_cast<int>(parser_.get().result_int());
  for (const auto& field : parser_.get())
    reply.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  return reply;
}

}  // namespace bxbench::http
