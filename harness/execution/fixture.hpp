// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/execution/provisions.hpp>

namespace bxbench::execution {

/// The directory of a fixture: built by BuildKit on a throw-away daemon the first time, then kept
/// under the digest of its context and bases.
boost::asio::awaitable<Result<std::filesystem::path>> ensure_fixture(Workshop workshop,
                                                                     suite::Fixture fixture);

/// The name of that directory: what the fixture is made from, in short.
Result<std::string> digest_of(const suite::Fixture& fixture);

}  // namespace bxbench::execution
