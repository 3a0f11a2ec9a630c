// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/pace.hpp>

#include <boost/asio/ip/tcp.hpp>

namespace bxbench::http {

/// The socket of one accepted connection. What is read goes through one buffer that all wires of
/// the thread share, so that a wire that waits holds no memory; files are sent by the kernel.
/// A wire with much to do gives way to the others after each mebibyte. Inside http/ only.
class Wire {
 public:
  Wire(boost::asio::ip::tcp::socket socket, const ServerOptions& options);

  /// The next bytes, at most `most`; none when the connection ended, broke or was too slow. They
  /// are valid until the caller waits for anything.
  boost::asio::awaitable<std::string_view> next(Bytes most);

  /// Bytes that came but are not used up; `next` gives them first.
  const std::string& kept() const { return kept_; }
  /// Adds what comes next to `kept()`; false when the connection ended, broke or was too slow.
  boost::asio::awaitable<bool> keep_more(std::size_t most);
  void use_up(std::size_t count);

  /// Sends both texts as one, and says how many bytes of them the system took: all, unless the
  /// connection broke or the client was too slow. `more` promises that more follows at once.
  boost::asio::awaitable<Bytes> send(std::string_view first, std::string_view second, bool more);
  /// Sends `size` bytes of an open file from `offset` on; fewer also when the file became shorter.
  boost::asio::awaitable<Bytes> send_file(int file, Bytes offset, Bytes size);

  /// Closes in order: announces the end, then waits for the client to close as well, because a
  /// socket that closes with unread data resets the connection and may destroy the last answer.
  boost::asio::awaitable<void> leave();
  /// Resets the connection, once the client's system has got all that was sent.
  boost::asio::awaitable<void> reset();
  /// Takes no more notice of the client until it goes.
  boost::asio::awaitable<void> stall();
  void close();

  void begin(Pace::Doing doing) { pace_.begin(doing, Clock::now()); }
  /// Ends what the wire waits for if it takes too long.
  void check(Clock::time_point now);
  bool is_late() const { return late_; }

 private:
  enum class Attempt { done, not_yet, broken };

  boost::asio::awaitable<bool> wait(boost::asio::socket_base::wait_type what);
  boost::asio::awaitable<void> give_way();
  Attempt receive(std::size_t most, std::string_view& bytes);
  Attempt outcome(ssize_t result, Bytes& sum);
  boost::asio::awaitable<void> discard_rest();

  boost::asio::ip::tcp::socket socket_;
  const ServerOptions& options_;
  Pace pace_;
  std::string kept_;
  Bytes in_a_row_ = 0;  ///< bytes moved since others had their turn
  bool late_ = false;
};

}  // namespace bxbench::http
