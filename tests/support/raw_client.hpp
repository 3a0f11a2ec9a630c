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
  void close();

 private:
  Loop& loop_;
  boost::asio::ip::tcp::socket socket_;
  std::string unread_;
};

}  // namespace bxbench::test
