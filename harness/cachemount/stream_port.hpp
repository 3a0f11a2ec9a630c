// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cachemount/carrier.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <filesystem>
#include <string>

namespace bxbench::cachemount {

/// A loopback port that one helper step connects to. The step first sends a line with the secret;
/// whoever does not know it is hung up on.
class StreamPort {
 public:
  explicit StreamPort(const boost::asio::any_io_executor& executor);
  unsigned short port() const;
  const std::string& secret() const { return secret_; }
  /// Receives a tar stream and writes it compressed.
  boost::asio::awaitable<Result<Moved>> receive(std::filesystem::path file);
  /// Sends a compressed tar, decompressed.
  boost::asio::awaitable<Result<Moved>> send(std::filesystem::path file);
  /// Closes everything; ends a wait for a connection that will not come.
  void hang_up();

 private:
  boost::asio::awaitable<Result<void>> accept();
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::ip::tcp::socket socket_;
  std::string secret_;
  std::string early_;  ///< bytes that came with the secret's line
};

}  // namespace bxbench::cachemount
