// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/link/shape.hpp>
#include <harness/support/error.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <string>

namespace bxbench::link {

/// A TCP service on loopback, reached over a link: what connects to the proxy is connected to the
/// service, and every byte takes its time. The bandwidth of each direction is shared by all
/// connections; bytes arrive a latency after they were sent, without holding up the next ones; a
/// connection's first bytes wait for a round trip more, as for a TCP handshake. Ends of stream
/// arrive in order; a connection that is reset, or whose service cannot be reached, is reset.
///
/// What it does not do: lose packets, or start slowly as TCP does.
class Proxy {
 public:
  virtual ~Proxy() = default;  ///< closes every connection
  virtual unsigned short port() const = 0;
  std::string host() const;  ///< "127.0.0.1:PORT"
  /// Where connections go from now on, on loopback.
  virtual void forward_to(unsigned short service) = 0;
};

/// One that listens on a port of loopback; 0: any free one. Lives on the given executor.
Result<std::unique_ptr<Proxy>> start_proxy(boost::asio::any_io_executor executor, Shape shape,
                                           unsigned short port = 0);

}  // namespace bxbench::link
