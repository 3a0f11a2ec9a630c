// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>

namespace bxbench::http {

using IncomingParser = boost::beast::http::request_parser<boost::beast::http::buffer_body>;
using IncomingHead = IncomingParser::value_type;

/// Whether the bytes read are no HTTP request (as opposed to a connection that ended).
bool is_bad_head(const boost::beast::error_code& error);

/// The body behind a parsed head. Inside http/ only.
class IncomingBody final : public Body {
 public:
  IncomingBody(boost::beast::tcp_stream& stream, boost::beast::flat_buffer& buffer,
               IncomingParser& parser, std::chrono::seconds idle);
  std::optional<Bytes> announced() const override;
  boost::asio::awaitable<Result<std::string>> text(std::size_t limit) override;
  boost::asio::awaitable<Result<Bytes>> stream_to(Sink& sink) override;

  /// Reads away what the handler left. False: the connection cannot carry another request.
  boost::asio::awaitable<bool> drain(Bytes limit);
  Bytes received() const { return received_; }

 private:
  boost::asio::awaitable<void> invite();

  boost::beast::tcp_stream& stream_;
  boost::beast::flat_buffer& buffer_;
  IncomingParser& parser_;
  std::chrono::seconds idle_;
  Bytes received_ = 0;
  bool broken_ = false;
};

}  // namespace bxbench::http
