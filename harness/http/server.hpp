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
  std::chrono::seconds idle{180};
  std::uint32_t header_limit = 32 * 1024;
};

/// An HTTP/1.1 server on the executor's one thread: keep-alive, chunked and ranged bodies.
/// Destroying it closes the acceptor and every connection, whether or not its context still runs;
/// the context itself must outlive it.
class Server {
 public:
  virtual ~Server() = default;
  virtual unsigned short port() const = 0;
};

/// Listens at once. The handler is also asked for unknown paths, and must outlive its last request
/// by owning what it uses: a connection may notice only later that it was closed.
Result<std::unique_ptr<Server>> serve(boost::asio::any_io_executor executor,
                                      const ServerOptions& options, Handler handler);

}  // namespace bxbench::http
