// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/operations/name.hpp>
#include <harness/service/actions_cache/v1/messages.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace bxbench::service::actions_cache {
namespace {

using nlohmann::json;

Failure bad(std::string what) {
  return {FailureKind::invalid_argument, std::move(what)};
}

Failure no_object() {
  return bad("the body is no JSON object");
}

Outcome<std::string> name_in(const json& message, const char* field) {
  const auto found = message.find(field);
  if (found == message.end() || !found->is_string())
    return bad(fmt::format("{} is missing", field));
  return checked_name(found->get_ref<const std::string&>(), field);
}

Outcome<std::optional<Bytes>> size_in(const json& message, const char* field) {
  const auto found = message.find(field);
  if (found == message.end() || found->is_null()) return std::optional<Bytes>{};
  if (!found->is_number_unsigned()) return bad(fmt::format("{} is no size", field));
  return std::optional(found->get<Bytes>());
}

struct Kind {
  int status;
  const char* type;
};

Kind kind_of(FailureKind kind) {
  switch (kind) {
    case FailureKind::malformed:
    case FailureKind::invalid_argument:
    case FailureKind::failed_precondition:
      return {400, "ArtifactCacheBadRequestException"};
    case FailureKind::too_large:
    case FailureKind::over_quota:
      return {400, "ArtifactCacheTooLargeException"};
    case FailureKind::unauthenticated:
      return {401, "ArtifactCacheUnauthorizedException"};
    case FailureKind::permission_denied:
      return {403, "ArtifactCacheForbiddenException"};
    case FailureKind::bad_route:
    case FailureKind::not_found:
      return {404, "ArtifactCacheItemNotFoundException"};
    case FailureKind::already_exists:
      return {409, "ArtifactCacheItemAlreadyExistsException"};
    case FailureKind::rate_limited:
      return {429, "ArtifactCacheTooManyRequestsException"};
    case FailureKind::disk_full:
      return {507, "ArtifactCacheServiceException"};
    case FailureKind::internal:
      break;
  }
  return {500, "ArtifactCacheServiceException"};
}

}  // namespace

Outcome<ReserveV1> parse_reserve_v1(std::string_view text) {
  const auto message = json::parse(text, nullptr, false);
  if (!message.is_object()) return no_object();
  auto key = name_in(message, "key");
  if (!key) return key.error();
  auto version = name_in(message, "version");
  if (!version) return version.error();
  const auto size = size_in(message, "cacheSize");
  if (!size) return size.error();
  return ReserveV1{{std::move(*key), std::move(*version)}, *size};
}

Outcome<Bytes> parse_commit_v1(std::string_view text) {
  const auto message = json::parse(text, nullptr, false);
  if (!message.is_object()) return no_object();
  const auto size = size_in(message, "size");
  if (!size) return size.error();
  if (!*size) return bad("size is missing");
  return **size;
}

Outcome<std::vector<std::string>> parse_keys_v1(std::string_view text) {
  std::vector<std::string> keys;
  for (bool more = true; more;) {
    const auto comma = text.find(',');
    more = comma != std::string_view::npos;
    auto key = checked_name(text.substr(0, comma), "a key");
    if (!key) return key.error();
    keys.push_back(std::move(*key));
    if (more) text.remove_prefix(comma + 1);
  }
  return keys;
}

http::Response answer_v1(int status, const json& message) {
  http::Response response;
  response.status = status;
  response.headers.push_back({"Content-Type", "application/json; charset=utf-8"});
  response.text = message.dump(-1, ' ', false, json::error_handler_t::replace);
  return response;
}

http::Response error_v1(const Failure& failure) {
  const auto [status, type] = kind_of(failure.kind);
  auto response = answer_v1(status, {{"message", failure.text}, {"typeKey", type}});
  if (failure.retry_after)
    response.headers.push_back({"Retry-After", std::to_string(*failure.retry_after)});
  return response;
}

http::Response status_v1(int status) {
  const char* type = "ArtifactCacheServiceException";
  if (status == 409) type = kind_of(FailureKind::already_exists).type;
  return answer_v1(status, {{"message", "spoilt on purpose"}, {"typeKey", type}});
}

}  // namespace bxbench::service::actions_cache
