// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/v2/twirp.hpp>

#include <nlohmann/json.hpp>

namespace bxbench::service::actions_cache {
namespace {

struct Code {
  int status;
  const char* name;
};

Code code_of(FailureKind kind) {
  switch (kind) {
    case FailureKind::malformed:
      return {400, "malformed"};
    case FailureKind::invalid_argument:
    case FailureKind::too_large:
      return {400, "invalid_argument"};
    case FailureKind::unauthenticated:
      return {401, "unauthenticated"};
    case FailureKind::permission_denied:
    case FailureKind::over_quota:
      return {403, "permission_denied"};
    case FailureKind::bad_route:
      return {404, "bad_route"};
    case FailureKind::not_found:
      return {404, "not_found"};
    case FailureKind::already_exists:
      return {409, "already_exists"};
    case FailureKind::failed_precondition:
      return {412, "failed_precondition"};
    case FailureKind::rate_limited:
      return {429, "resource_exhausted"};
    case FailureKind::disk_full:
      return {507, "internal"};
    case FailureKind::internal:
      break;
  }
  return {500, "internal"};
}

/// What a client of Twirp takes an answer for that some proxy gave.
const char* name_of(int status) {
  switch (status) {
    case 400:
      return "malformed";
    case 401:
      return "unauthenticated";
    case 403:
      return "permission_denied";
    case 404:
      return "not_found";
    case 409:
      return "already_exists";
    case 412:
      return "failed_precondition";
    case 429:
      return "resource_exhausted";
    case 502:
    case 503:
    case 504:
      return "unavailable";
    default:
      return status < 500 ? "unknown" : "internal";
  }
}

http::Response error(int status, const char* code, std::string_view text) {
  http::Response response;
  response.status = status;
  response.headers.push_back({"Content-Type", "application/json"});
  const nlohmann::json message{{"code", code}, {"msg", text}};
  response.text = message.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return response;
}

}  // namespace

http::Response twirp_error(const Failure& failure) {
  const auto [status, name] = code_of(failure.kind);
  auto response = error(status, name, failure.text);
  if (failure.retry_after)
    response.headers.push_back({"Retry-After", std::to_string(*failure.retry_after)});
  return response;
}

http::Response twirp_status(int status) {
  return error(status, name_of(status), "spoilt on purpose");
}

}  // namespace bxbench::service::actions_cache
