// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>

#include <nlohmann/json_fwd.hpp>

namespace bxbench::service::actions_cache {

/// The error codes of Twirp that this service uses.
enum class TwirpCode {
  malformed,
  invalid_argument,
  unauthenticated,
  permission_denied,
  bad_route,
  not_found,
  already_exists,
  failed_precondition,
  internal,
};

/// A JSON error with the status that belongs to its code. The text goes to `msg`, never to
/// `message`: BuildKit would then no longer recognise a conflict by its code.
http::Response twirp_error(TwirpCode code, std::string_view text);

http::Response twirp_answer(const nlohmann::json& message);

}  // namespace bxbench::service::actions_cache
