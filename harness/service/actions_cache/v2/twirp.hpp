// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>
#include <harness/service/actions_cache/operations/failure.hpp>

namespace bxbench::service::actions_cache {

/// A failure as JSON with the status that belongs to its code. The text goes to `msg`, never to
/// `message`: BuildKit would then no longer recognise a conflict by its code.
http::Response twirp_error(const Failure& failure);

/// Just a status, with the code that Twirp gives to it.
http::Response twirp_status(int status);

}  // namespace bxbench::service::actions_cache
