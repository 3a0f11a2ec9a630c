// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>
#include <harness/service/actions_cache/operations/operations.hpp>

#include <nlohmann/json_fwd.hpp>

namespace bxbench::service::actions_cache {

/// What a client says when it reserves an entry.
struct ReserveV1 {
  Wanted wanted;
  std::optional<Bytes> size;  ///< `cacheSize`: of the archive, which not every client knows
};
Outcome<ReserveV1> parse_reserve_v1(std::string_view json);

/// `size` of a commit.
Outcome<Bytes> parse_commit_v1(std::string_view json);

/// The keys of a lookup, as they stand in the query: joined by commas.
Outcome<std::vector<std::string>> parse_keys_v1(std::string_view text);

http::Response answer_v1(int status, const nlohmann::json& message);

/// `message`, which BuildKit shows, and `typeKey`, by which it recognises a conflict.
http::Response error_v1(const Failure& failure);
/// Just a status.
http::Response status_v1(int status);

}  // namespace bxbench::service::actions_cache
