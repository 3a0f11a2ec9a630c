// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace bxbench::http {

/// A request target ("/path?a=b" or "http://host/path?a=b", RFC 9112, 3.2) taken apart and
/// percent-decoded.
struct Target {
  std::string authority;  ///< of the second form; it counts instead of the Host field
  std::string path;
  std::map<std::string, std::string> query;
};
std::optional<Target> parse_target(std::string_view target);

/// An `http://` URL taken apart; `target` stays encoded.
struct Url {
  std::string host;
  std::string port;
  std::string target;
};
Result<Url> parse_url(std::string_view url);

/// The text as one value of a query, everything but unreserved characters percent-encoded.
std::string encode_query_value(std::string_view text);

}  // namespace bxbench::http
