// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/incoming_head.hpp>

namespace bxbench::http {

/// What all connections of a server have in common.
struct Hosting {
  ServerOptions options;
  Handler handler;
};

/// One accepted connection: reads requests, asks the handler, writes answers, until either side
/// ends it. Inside http/ only.
class Session {
 public:
  /// With `busy` it asks no handler: it answers 503.
  Session(boost::asio::ip::tcp::socket socket, std::shared_ptr<const Hosting> hosting, bool busy);
  /// Runs to the end of the connection; `self` keeps the session alive meanwhile.
  static boost::asio::awaitable<void> run(std::shared_ptr<Session> self);
  /// Closes the socket at once; `run` returns when its context next runs.
  void close() { wire_.close(); }
  /// Ends what takes too long.
  void check(Clock::time_point now) { wire_.check(now); }

 private:
  enum class Next { another, leave, broken };
  boost::asio::awaitable<Next> serve_one();
  boost::asio::awaitable<void> refuse(const Response& response);
  boost::asio::awaitable<Next> serve(const Request& request, IncomingParser& parser);
  boost::asio::awaitable<Response> answer(const Request& request, Body& body);
  boost::asio::awaitable<void> break_off(Cut::Kind kind);

  std::shared_ptr<const Hosting> hosting_;
  Wire wire_;
  bool busy_;
};

}  // namespace bxbench::http
