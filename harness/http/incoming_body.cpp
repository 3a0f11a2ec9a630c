// SPDX-License-Identifier: Apache-2.0
#include <harness/http/incoming_body.hpp>
#include <harness/http/text_sink.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http.hpp>
#include <fmt/format.h>

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace bxbench::http {
namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t piece_size = 256 * 1024;

class LimitedDrain final : public Sink {
 public:
  explicit LimitedDrain(Bytes limit) : left_(limit) {}
  Result<void> write(std::string_view bytes) override {
    if (bytes.size() > left_) return Error{Errc::bad_input, "too much to read away"};
    left_ -= bytes.size();
    return {};
  }

 private:
  Bytes left_;
};

}  // namespace

bool is_bad_head(const beast::error_code& error) {
  return error.category() == make_error_code(beast::http::error::bad_method).category() &&
         error != beast::http::error::end_of_stream && error != beast::http::error::partial_message;
}

IncomingBody::IncomingBody(beast::tcp_stream& stream, beast::flat_buffer& buffer,
                           IncomingParser& parser, std::chrono::seconds idle)
    : stream_(stream), buffer_(buffer), parser_(parser), idle_(idle) {}

std::optional<Bytes> IncomingBody::announced() const {
  if (parser_.chunked()) return std::nullopt;
  const auto length = parser_.content_length();
  return length ? *length : 0;
}

// A client that said "Expect: 100-continue" holds its body back until it is invited.
asio::awaitable<void> IncomingBody::invite() {
  auto& fields = parser_.get();
  if (!beast::iequals(fields[beast::http::field::expect], "100-continue")) co_return;
  fields.erase(beast::http::field::expect);
  beast::http::response<beast::http::empty_body> go_on(beast::http::status::continue_, 11);
  stream_.expires_after(idle_);
  co_await beast::http::async_write(stream_, go_on, as_result);
}

asio::awaitable<Result<Bytes>> IncomingBody::stream_to(Sink& sink) {
  co_await invite();
  const auto piece = std::make_unique_for_overwrite<char[]>(piece_size);
  Bytes total = 0;
  while (!broken_ && !parser_.is_done()) {
    auto& target = parser_.get().body();
    target.data = piece.get();
    target.size = piece_size;
    target.more = true;
    stream_.expires_after(idle_);
    auto [failure, size] = co_await beast::http::async_read(stream_, buffer_, parser_, as_result);
    if (failure == beast::http::error::need_buffer) failure = {};
    const std::size_t filled = piece_size - parser_.get().body().size;
    received_ += filled;
    total += filled;
    broken_ = static_cast<bool>(failure);
    if (failure)
      co_return Error{Errc::io, fmt::format("the body ended early: {}", failure.message())};
    auto taken = sink.write({piece.get(), filled});
    if (!taken) co_return taken.error();
  }
  if (broken_) co_return Error{Errc::io, "the connection is broken"};
  co_return total;
}

asio::awaitable<Result<std::string>> IncomingBody::text(std::size_t limit) {
  TextSink sink(limit);
  const auto read = co_await stream_to(sink);
  if (!read) co_return read.error();
  co_return std::move(sink.text);
}

asio::awaitable<bool> IncomingBody::drain(Bytes limit) {
  if (parser_.is_done()) co_return true;
  // An uninvited body is never sent, but then the connection's state is unknown to both sides.
  if (!parser_.get()[beast::http::field::expect].empty()) co_return false;
  LimitedDrain sink(limit);
  const auto read = co_await stream_to(sink);
  co_return read.has_value();
}

}  // namespace bxbench::http
