// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <memory>

namespace bxbench::http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  unsigned short port = 0;  ///< 0: any free one
  /// Go keeps idle connections for 90 s; the server must not be the one that closes first.
  Duration idle = std::chrono::seconds(180);
  std::uint32_t header_limit = 32 * 1024;  ///< bytes; longer heads get 431

  /// From a head's first byte to its last; later ones get 408.
  Duration head_limit = std::chrono::seconds(10);
  /// Bodies, either way, that move fewer bytes per second on average over a window are given up.
  double least_rate = 1024;
  Duration rate_window = std::chrono::seconds(60);
  /// How long to wait for the client's close after the last answer.
  Duration linger = std::chrono::seconds(2);
  /// Clients beyond it get 503. Each may need two descriptors: its socket and a file.
  std::size_t connection_limit = 4096;
};

/// An HTTP/1.1 server on the executor's one thread: keep-alive, chunked and ranged bodies. What it
/// cannot understand gets a status (400, 408, 431, 505) and `Connection: close`; its own memory
/// does not grow with the size of bodies. Destroying it closes the acceptor and every connection,
/// whether or not its context still runs; the context itself must outlive it.
class Server {
 public:
  virtual ~Server() = default;
  virtual unsigned short port() const = 0;
};

/// Listens at once. Raises the process's soft limit of descriptors if `connection_limit` needs it,
/// and catches SIGPIPE unless somebody does. The handler is also asked for unknown paths, and must
/// outlive its last request by owning what it uses: a connection may notice only later that it was
/// closed.
Result<std::unique_ptr<Server>> serve(boost::asio::any_io_executor executor,
                                      const ServerOptions& options, Handler handler);

}  // namespace bxbench::http
