// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/wire.hpp>

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

namespace bxbench::http {

/// Bodies do not go through it: those of known length are read past it, chunks are handed out.
using IncomingParser = boost::beast::http::request_parser<boost::beast::http::empty_body>;
using IncomingHead = IncomingParser::value_type;

/// Reads one head. 0: it is there; a status: what refuses it; nothing: the connection ended first.
boost::asio::awaitable<std::optional<int>> read_head(Wire& wire, IncomingParser& parser);

/// What a head asks for, or nothing when no server may understand it (RFC 9112, 3.2 and 6.1):
/// a target in neither form, not exactly one host, a transfer coding other than `chunked`.
std::optional<Request> to_request(const IncomingParser& parser);

}  // namespace bxbench::http
