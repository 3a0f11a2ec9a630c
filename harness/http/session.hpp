// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/server.hpp>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>

namespace bxbench::http {

/// One accepted connection: reads requests, asks the handler, writes answers, until either side
/// ends it. Inside http/ only.
class Session {
 public:
  Session(boost::asio::ip::tcp::socket socket, const ServerOptions& options, Handler handler);
  /// Runs to the end of the connection; `self` keeps the session alive meanwhile.
  static boost::asio::awaitable<void> run(std::shared_ptr<Session> self);
  /// Closes the socket at once; `run` returns when its context next runs.
  void close();

 private:
  boost::asio::awaitable<bool> serve_one();

  boost::beast::tcp_stream stream_;
  boost::beast::flat_buffer buffer_;
  ServerOptions options_;
  Handler handler_;
};

}  // namespace bxbench::http
