// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>
#include <harness/service/actions_cache/access/token.hpp>

namespace bxbench::service::actions_cache {

/// Who asks, by a token that was checked.
struct Caller {
  Access access;
  std::string job;
};

/// The caller by the request's "Authorization: Bearer …", or "token …" as GitHub's own tools say.
/// The scheme's name has no case.
Result<Caller> authorize(std::string_view secret, const http::Request& request);

}  // namespace bxbench::service::actions_cache
