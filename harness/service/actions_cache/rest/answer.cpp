// SPDX-License-Identifier: Apache-2.0
#include <harness/http/url.hpp>
#include <harness/service/actions_cache/operations/iso_time.hpp>
#include <harness/service/actions_cache/rest/answer.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace bxbench::service::actions_cache {
namespace {

using nlohmann::json;

int status_of(FailureKind kind) {
  switch (kind) {
    case FailureKind::malformed:
    case FailureKind::invalid_argument:
    case FailureKind::too_large:
    case FailureKind::failed_precondition:
      return 422;
    case FailureKind::unauthenticated:
      return 401;
    case FailureKind::permission_denied:
    case FailureKind::over_quota:
      return 403;
    case FailureKind::bad_route:
    case FailureKind::not_found:
      return 404;
    case FailureKind::already_exists:
      return 409;
    case FailureKind::rate_limited:
      return 429;
    case FailureKind::disk_full:
      return 507;
    case FailureKind::internal:
      break;
  }
  return 500;
}

}  // namespace

http::Response rest_answer(int status, const json& message) {
  http::Response response;
  response.status = status;
  response.headers.push_back({"Content-Type", "application/json; charset=utf-8"});
  response.text = message.dump(-1, ' ', false, json::error_handler_t::replace);
  return response;
}

http::Response rest_error(const Failure& failure) {
  return rest_answer(status_of(failure.kind), {{"message", failure.text}});
}

http::Response rest_status(int status) {
  return rest_answer(status, {{"message", "spoilt on purpose"}});
}

json rest_page(const Page& page) {
  auto caches = json::array();
  for (const auto* entry : page.entries)
    caches.push_back({{"id", entry->id},
                      {"ref", entry->name.scope},
                      {"key", entry->name.key},
                      {"version", entry->name.version},
                      {"last_accessed_at", iso_time(entry->accessed)},
                      {"created_at", iso_time(entry->created)},
                      {"size_in_bytes", entry->size}});
  return {{"total_count", page.total}, {"actions_caches", std::move(caches)}};
}

std::string rest_links(const std::string& url, std::map<std::string, std::string> parameters,
                       const ListQuery& query, std::size_t total) {
  const auto last = std::max<std::size_t>(1, (total + query.per_page - 1) / query.per_page);
  std::string links;
  const auto add = [&](std::size_t page, const char* relation) {
    parameters["page"] = std::to_string(page);
    std::string target = url;
    for (const auto& [name, value] : parameters)
      target += fmt::format("{}{}={}", target.size() == url.size() ? '?' : '&',
                            http::encode_query_value(name), http::encode_query_value(value));
    links += fmt::format("{}<{}>; rel=\"{}\"", links.empty() ? "" : ", ", target, relation);
  };
  if (query.page > 1) add(std::min(query.page - 1, last), "prev");
  if (query.page < last) add(query.page + 1, "next");
  if (query.page < last) add(last, "last");
  if (query.page > 1) add(1, "first");
  return links;
}

}  // namespace bxbench::service::actions_cache
