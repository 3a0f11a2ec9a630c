// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>

namespace bxbench::http {

/// A table of methods and path patterns. In a pattern, `{}` matches one segment.
class Router {
 public:
  void add(std::string method, std::string pattern, Handler handler);
  /// The first match; fills `request.captures`. Null when nothing matches.
  const Handler* find(Request& request) const;

 private:
  struct Route {
    std::string method, pattern;
    Handler handler;
  };
  std::vector<Route> routes_;
};

/// The segments of a path that match `{}` in the pattern, or nothing when it does not match.
std::optional<std::vector<std::string>> match_path(std::string_view pattern, std::string_view path);

}  // namespace bxbench::http
