// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tests/support/loop.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <string>
#include <string_view>

namespace bxbench::test {

/// A socket that sends exactly the bytes of a test, and reads what comes back.
class RawClient {
 public:
  RawClient(Loop& loop, unsigned short port);
  /// False: the server closed the connection.
  bool send(std::string bytes);
  /// Reads until `count` answers' heads and announced bodies are there, or the peer closes.
  std::string answers(std::size_t count = 1);
  /// Reads to the end of the connection.
  std::string rest();
  /// Whether the connection ended with a reset, as far as it was read.
  bool was_reset() const { return reset_; }
  /// Whether the server closed the connection; reads what has come, waits for nothing.
  bool is_closed();
  void close();

 private:
  bool read_more();

  Loop& loop_;
  boost::asio::ip::tcp::socket socket_;
  std::string unread_;
  bool reset_ = false;
};

}  // namespace bxbench::test
