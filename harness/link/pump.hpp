// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/link/pacer.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <deque>
#include <vector>

namespace bxbench::link {

/// One direction of one connection: what is read from one socket, written to the other in time. The
/// sockets and the pacer outlive it.
class Pump {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  Pump(Socket& from, Socket& to, Pacer& pacer, Duration latency);

  /// Carries everything up to the end of stream, which it passes on. False: a socket failed.
  boost::asio::awaitable<bool> run();
  /// Makes `run` end soon.
  void stop();

 private:
  struct Piece {
    std::vector<char> bytes;  ///< none: the end of stream
    Clock::time_point arrives;
  };
  boost::asio::awaitable<bool> read_all();
  boost::asio::awaitable<bool> write_all();
  boost::asio::awaitable<void> sleep_until(boost::asio::steady_timer& timer,
                                           Clock::time_point moment, Duration shortest);

  Socket& from_;
  Socket& to_;
  Pacer& pacer_;
  Duration latency_;
  boost::asio::steady_timer line_, arrival_, changed_;
  std::deque<Piece> under_way_;
  std::size_t bytes_under_way_ = 0;
  bool stopped_ = false;
};

}  // namespace bxbench::link
