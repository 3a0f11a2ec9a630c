// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>
#include <harness/service/actions_cache/rest/listing.hpp>

#include <nlohmann/json_fwd.hpp>

namespace bxbench::service::actions_cache {

http::Response rest_answer(int status, const nlohmann::json& message);
/// `message`, as GitHub's own tools print it.
http::Response rest_error(const Failure& failure);
/// Just a status.
http::Response rest_status(int status);

/// `total_count` and `actions_caches`.
nlohmann::json rest_page(const Page& page);

/// The value of a Link field (RFC 8288) by which clients find the other pages; empty: there are
/// none.
std::string rest_links(const std::string& url, std::map<std::string, std::string> parameters,
                       const ListQuery& query, std::size_t total);

}  // namespace bxbench::service::actions_cache
