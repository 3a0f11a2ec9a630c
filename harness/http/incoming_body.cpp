// SPDX-License-Identifier: Apache-2.0
#include <harness/http/incoming_body.hpp>
#include <harness/http/text_sink.hpp>

#include <boost/beast/http.hpp>

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace bxbench::http {
namespace {

constexpr std::size_t read_size = 64 * 1024;

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

IncomingBody::IncomingBody(Wire& wire, IncomingParser& parser, std::size_t framing_limit)
    : wire_(wire), parser_(parser), framing_limit_(framing_limit), left_(announced().value_or(0)) {
  if (!parser_.chunked()) return;
  on_chunk_ = [this](std::uint64_t, std::string_view bytes, beast::error_code&) {
    return take_chunk(bytes);
  };
  parser_.on_chunk_body(on_chunk_);
}

std::optional<Bytes> IncomingBody::announced() const {
  if (parser_.chunked()) return std::nullopt;
  const auto length = parser_.content_length();
  return length ? *length : 0;
}

bool IncomingBody::is_done() const {
  return parser_.chunked() ? parser_.is_done() : left_ == 0;
}

// A client that said "Expect: 100-continue" holds its body back until it is invited.
asio::awaitable<void> IncomingBody::invite() {
  auto& fields = parser_.get();
  if (!beast::iequals(fields[beast::http::field::expect], "100-continue")) co_return;
  fields.erase(beast::http::field::expect);
  co_await wire_.send("HTTP/1.1 100 Continue\r\n\r\n", {}, false);
}

Error IncomingBody::broken() {
  broken_ = true;
  if (wire_.is_late()) return {Errc::timed_out, "the body came too slowly"};
  return {Errc::io, "the body ended early"};
}

asio::awaitable<Result<Bytes>> IncomingBody::stream_to(Sink& sink) {
  if (broken_) co_return Error{Errc::io, "the connection is broken"};
  const auto before = received_;
  wire_.begin(Pace::Doing::moving);
  co_await invite();
  Result<void> read;
  if (parser_.chunked())
    read = co_await stream_chunks(sink);
  else
    read = co_await stream_known_length(sink);
  wire_.begin(Pace::Doing::handling);
  if (!read) co_return read.error();
  co_return received_ - before;
}

asio::awaitable<Result<void>> IncomingBody::stream_known_length(Sink& sink) {
  while (left_ > 0) {
    const auto bytes = co_await wire_.next(left_);
    if (bytes.empty()) co_return broken();
    left_ -= bytes.size();
    received_ += bytes.size();
    auto taken = sink.write(bytes);
    if (!taken) co_return taken.error();
  }
  co_return Result<void>{};
}

asio::awaitable<Result<void>> IncomingBody::stream_chunks(Sink& sink) {
  sink_ = &sink;
  while (!parser_.is_done()) {
    bool starved = true;
    Result<void> parsed;
    if (!wire_.kept().empty()) parsed = parse_kept(starved);
    if (!parsed) co_return parsed.error();
    if (!starved) continue;
    const bool more = co_await wire_.keep_more(read_size);
    if (!more) co_return broken();
  }
  co_return Result<void>{};
}

std::size_t IncomingBody::take_chunk(std::string_view bytes) {
  received_ += bytes.size();
  if (taken_) taken_ = sink_->write(bytes);
  return bytes.size();
}

Result<void> IncomingBody::parse_kept(bool& starved) {
  beast::error_code failure;
  parser_.eager(true);
  const auto used = parser_.put(asio::buffer(wire_.kept()), failure);
  wire_.use_up(used);
  starved = !parser_.is_done() && (!failure || failure == beast::http::error::need_more);
  const bool endless = wire_.kept().size() > framing_limit_ && starved;
  if (endless || (failure && !starved)) {
    broken_ = true;
    return Error{Errc::bad_input, "the body's chunks are malformed"};
  }
  return std::exchange(taken_, Result<void>{});
}

asio::awaitable<Result<std::string>> IncomingBody::text(std::size_t limit) {
  TextSink sink(limit);
  const auto read = co_await stream_to(sink);
  if (!read) co_return read.error();
  co_return std::move(sink.text);
}

asio::awaitable<bool> IncomingBody::drain(Bytes limit) {
  if (is_done()) co_return true;
  // An uninvited body is never sent, but then the connection's state is unknown to both sides.
  if (!parser_.get()[beast::http::field::expect].empty()) co_return false;
  if (left_ > limit) co_return false;  // it would be read in vain, and the answer wait for it
  LimitedDrain sink(limit);
  const auto read = co_await stream_to(sink);
  co_return read.has_value();
}

}  // namespace bxbench::http
