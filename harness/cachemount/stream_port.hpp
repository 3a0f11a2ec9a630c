// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cachemount/transfer.hpp>
#include <harness/support/error.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <filesystem>
#include <string>

namespace bxbench::cachemount {

/// A loopback port that one helper step connects to, once for each mount. The step first sends a
/// line with the secret and the mount's number; whoever does not know it is hung up on.
class StreamPort {
 public:
  explicit StreamPort(const boost::asio::any_io_executor& executor);
  unsigned short port() const { return port_; }
  const std::string& secret() const { return secret_; }
  /// Receives mount `number` as a tar stream and writes it compressed.
  boost::asio::awaitable<Result<Moved>> receive(std::size_t number, std::filesystem::path file);
  /// Sends a compressed tar, decompressed, to mount `number`. A file that turns out to be damaged
  /// ends the connection by a reset, so that the step cannot take what it got for the whole.
  boost::asio::awaitable<Result<Moved>> send(std::size_t number, std::filesystem::path file);
  /// No further connection will come; ends a wait for one.
  void stop_listening();
  /// Closes everything.
  void hang_up();
  /// After an error: it was the step that ended the stream, and it knows why.
  bool broken_by_step() const { return broken_by_step_; }

 private:
  boost::asio::awaitable<Result<void>> accept(std::size_t number);
  boost::asio::awaitable<Result<Moved>> send_content(std::filesystem::path file);
  Error broken(std::string message);
  void reset();
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::ip::tcp::socket socket_;
  unsigned short port_;
  std::string secret_;
  std::string early_;  ///< bytes that came with the secret's line
  bool broken_by_step_ = false;
};

}  // namespace bxbench::cachemount
