// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/client.hpp>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>

namespace bxbench::http {

using AnswerParser = boost::beast::http::response_parser<boost::beast::http::buffer_body>;

/// The client's end of one exchange: connect, write the call, read head and body of the answer.
/// Inside http/ only.
class Connection {
 public:
  /// Every step ends when `limit` has passed since now.
  Connection(boost::asio::any_io_executor executor, Duration limit);
  boost::asio::awaitable<Result<void>> connect(std::string host, std::string port);
  boost::asio::awaitable<Result<void>> write(const Call& call, const std::string& host,
                                             const std::string& target);
  boost::asio::awaitable<Result<void>> read_head();
  boost::asio::awaitable<Result<void>> read_body(Sink& sink);
  /// Status and fields of the answer whose head was read.
  Reply head() const;
  /// Whether connecting failed because nobody listens there.
  bool refused() const { return refused_; }

 private:
  template <class Message>
  void fill_head(Message& message, const Call& call, const std::string& host) const;
  boost::asio::awaitable<Result<void>> write_text(const Call& call, const std::string& host,
                                                  const std::string& target);
  boost::asio::awaitable<Result<void>> write_file(const Call& call, const std::string& host,
                                                  const std::string& target);

  boost::beast::tcp_stream stream_;
  boost::beast::flat_buffer buffer_;
  AnswerParser parser_;
  bool refused_ = false;
};

}  // namespace bxbench::http
