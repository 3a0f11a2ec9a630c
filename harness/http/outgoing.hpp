// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>

#include <boost/beast/core/tcp_stream.hpp>

namespace bxbench::http {

struct OutgoingHead {
  bool keep_alive = true;
  bool without_body = false;  ///< the answer to HEAD
};

/// Writes one answer, head and first piece of the body together, and counts the body's bytes.
/// False when the client did not take all of it, or the file could not be read to its end.
boost::asio::awaitable<bool> send_response(boost::beast::tcp_stream& stream,
                                           std::chrono::seconds idle, OutgoingHead head,
                                           const Response& response, Served& served);

}  // namespace bxbench::http
