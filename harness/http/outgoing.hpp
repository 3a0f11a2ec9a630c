// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/wire.hpp>

namespace bxbench::http {

struct OutgoingHead {
  bool keep_alive = true;
  bool without_body = false;  ///< the answer to HEAD
  bool old_client = false;    ///< HTTP/1.0, which must be told that the connection stays
};

/// Writes one answer up to its cut, head and first piece of the body together, and counts the
/// body's bytes. False when the client did not take all of that, or the file could not be read.
boost::asio::awaitable<bool> send_response(Wire& wire, OutgoingHead head, const Response& response,
                                           Served& served);

}  // namespace bxbench::http
