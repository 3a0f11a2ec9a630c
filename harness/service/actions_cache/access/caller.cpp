// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/access/caller.hpp>

#include <boost/algorithm/string/predicate.hpp>

namespace bxbench::service::actions_cache {

Result<Caller> authorize(std::string_view secret, const http::Request& request) {
  auto token = http::find_field(request.headers, "Authorization");
  std::size_t scheme = 0;
  for (const std::string_view name : {"Bearer ", "token "})
    if (boost::istarts_with(token, name)) scheme = name.size();
  if (scheme == 0) return Error{Errc::bad_input, "no bearer token"};
  token.remove_prefix(scheme);
  auto content = verify_token(secret, token, WallClock::now());
  if (!content) return content.error();
  return Caller{access_of(content->grants), std::move(content->job)};
}

}  // namespace bxbench::service::actions_cache
