// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/system/result.hpp>
#include <boost/throw_exception.hpp>

#include <optional>
#include <stdexcept>
#include <string>

namespace bxbench::service::actions_cache {

/// Why the service does not do what it was asked. Each protocol has its own words for them.
enum class FailureKind {
  malformed,          ///< no message of this protocol
  invalid_argument,   ///< a message, but one that asks for nonsense
  unauthenticated,    ///< no token, or a bad one
  permission_denied,  ///< the token does not allow it, or the service is read-only
  bad_route,          ///< there is no such thing to ask for
  not_found,
  already_exists,       ///< the name is taken
  failed_precondition,  ///< nothing was uploaded yet
  too_large,            ///< more than the service would ever store
  over_quota,           ///< the repository could not hold it, even without anything else
  rate_limited,         ///< come back after `retry_after`
  disk_full,            ///< the service's own disk holds no more
  internal,
};

struct Failure {
  FailureKind kind = FailureKind::internal;
  std::string text;
  std::optional<int> retry_after{};  ///< seconds
};

template <class T>
using Outcome = boost::system::result<T, Failure>;

/// Reached only by calling `value()` on a failed Outcome without looking first: a bug.
[[noreturn]] inline void throw_exception_from_error(const Failure& failure,
                                                    const boost::source_location& where) {
  boost::throw_exception(std::logic_error("unchecked failure: " + failure.text), where);
}

}  // namespace bxbench::service::actions_cache
