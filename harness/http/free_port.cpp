// SPDX-License-Identifier: Apache-2.0
#include <harness/http/free_port.hpp>

#include <boost/asio/ip/tcp.hpp>

namespace bxbench::http {
namespace {

using boost::asio::ip::tcp;

/// 0: it cannot be had.
unsigned short try_port(const boost::asio::any_io_executor& executor, unsigned short port) {
  const tcp::endpoint endpoint(boost::asio::ip::address_v4::loopback(), port);
  boost::system::error_code failure;
  tcp::acceptor probe(executor);
  probe.open(endpoint.protocol(), failure);
  probe.set_option(tcp::acceptor::reuse_address(true), failure);
  probe.bind(endpoint, failure);
  return failure ? 0 : probe.local_endpoint(failure).port();
}

}  // namespace

unsigned short free_port(const boost::asio::any_io_executor& executor, unsigned short preferred) {
  const auto port = preferred == 0 ? 0 : try_port(executor, preferred);
  return port != 0 ? port : try_port(executor, 0);
}

}  // namespace bxbench::http
