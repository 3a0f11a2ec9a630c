// SPDX-License-Identifier: Apache-2.0
#include <harness/http/router.hpp>

namespace bxbench::http {
namespace {

/// Cuts the text before the next slash off `rest`; `rest` becomes null data at the end.
std::string_view take_segment(std::string_view& rest) {
  const auto slash = rest.find('/');
  const auto segment = rest.substr(0, slash);
  rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
  return segment;
}

}  // namespace

std::optional<std::vector<std::string>> match_path(std::string_view pattern,
                                                   std::string_view path) {
  std::vector<std::string> captures;
  while (pattern.data() && path.data()) {
    const auto wanted = take_segment(pattern);
    const auto given = take_segment(path);
    if (wanted == "{}" && !given.empty()) {
      captures.emplace_back(given);
    } else if (wanted != given) {
      return std::nullopt;
    }
  }
  if (pattern.data() || path.data()) return std::nullopt;
  return captures;
}

void Router::add(std::string method, std::string pattern, Handler handler) {
  routes_.push_back({std::move(method), std::move(pattern), std::move(handler)});
}

const Handler* Router::find(Request& request) const {
  for (const auto& route : routes_) {
    if (route.method != request.method) continue;
    auto captures = match_path(route.pattern, request.path);
    if (!captures) continue;
    request.captures = std::move(*captures);
    return &route.handler;
  }
  return nullptr;
}

}  // namespace bxbench::http
