// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/server.hpp>

#include <optional>

namespace bxbench::service::actions_cache {

using WallClock = std::chrono::system_clock;

/// A runtime token: JWT, HS256, with the claims that BuildKit reads itself (`ac`, `nbf`, `exp`).
std::string sign_token(std::string_view secret, const TokenOrder& order, WallClock::time_point now);

/// What a token says whose signature and times are good.
struct TokenContent {
  std::vector<Grant> grants;
  std::string job;
};

/// The content of a token that `sign_token` made with the same secret and that is valid now.
Result<TokenContent> verify_token(std::string_view secret, std::string_view token,
                                  WallClock::time_point now);

/// What a token's grants allow.
struct Access {
  std::vector<std::string> readable;    ///< in the token's order: own ref first
  std::optional<std::string> writable;  ///< the first scope that may be written
};
Access access_of(const std::vector<Grant>& grants);

}  // namespace bxbench::service::actions_cache
