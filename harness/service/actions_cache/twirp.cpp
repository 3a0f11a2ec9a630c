// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/twirp.hpp>

#include <nlohmann/json.hpp>

namespace bxbench::service::actions_cache {
namespace {

struct CodeText {
  int status;
  const char* name;
};

CodeText text_of(TwirpCode code) {
  switch (code) {
    case TwirpCode::malformed:
      return {400, "malformed"};
    case TwirpCode::invalid_argument:
      return {400, "invalid_argument"};
    case TwirpCode::unauthenticated:
      return {401, "unauthenticated"};
    case TwirpCode::permission_denied:
      return {403, "permission_denied"};
    case TwirpCode::bad_route:
      return {404, "bad_route"};
    case TwirpCode::not_found:
      return {404, "not_found"};
    case TwirpCode::already_exists:
      return {409, "already_exists"};
    case TwirpCode::failed_precondition:
      return {412, "failed_precondition"};
    case TwirpCode::internal:
      break;
  }
  return {500, "internal"};
}

http::Response json_response(int status, const nlohmann::json& message) {
  http::Response response;
  response.status = status;
  response.headers.push_back({"Content-Type", "application/json"});
  response.text = message.dump();
  return response;
}

}  // namespace

http::Response twirp_error(TwirpCode code, std::string_view text) {
  const auto [status, name] = text_of(code);
  return json_response(status, {{"code", name}, {"msg", text}});
}

http::Response twirp_answer(const nlohmann::json& message) {
  return json_response(200, message);
}

}  // namespace bxbench::service::actions_cache
