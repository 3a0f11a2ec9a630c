// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/access/base64url.hpp>
#include <harness/service/actions_cache/access/token.hpp>
#include <harness/support/digest.hpp>

#include <nlohmann/json.hpp>
#include <openssl/crypto.h>

namespace bxbench::service::actions_cache {
namespace {

using nlohmann::json;

constexpr int may_read = 1, may_write = 2;

Error refused(std::string reason) {
  return {Errc::bad_input, std::move(reason)};
}

std::int64_t epoch_seconds(WallClock::time_point time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

/// Throws json::exception, also for a fraction: a large one does not fit into any integer.
std::int64_t integer(const json& object, const char* name) {
  return object.at(name).get_ref<const json::number_integer_t&>();
}

/// `ac` is a JSON array inside a JSON string.
std::vector<Grant> parse_grants(const json& claims) {
  std::vector<Grant> grants;
  for (const auto& grant : json::parse(claims.at("ac").get<std::string>()))
    grants.push_back(
        {grant.at("Scope").get<std::string>(), static_cast<int>(integer(grant, "Permission"))});
  return grants;
}

}  // namespace

std::string sign_token(std::string_view secret, const TokenOrder& order,
                       WallClock::time_point now) {
  auto access = json::array();
  for (const auto& grant : order.grants)
    access.push_back({{"Scope", grant.scope}, {"Permission", grant.permission}});
  const json claims{{"ac", access.dump(-1, ' ', false, json::error_handler_t::replace)},
                    {"nbf", epoch_seconds(now - std::chrono::seconds(60))},
                    {"iat", epoch_seconds(now)},
                    {"exp", epoch_seconds(now + order.lifetime)},
                    {"iss", "bxbench"},
                    {"job", order.job},
                    {"run", to_hex(random_bytes(8))}};
  const auto head = encode_base64url(R"({"alg":"HS256","typ":"JWT"})");
  const auto signed_part =
      head + "." + encode_base64url(claims.dump(-1, ' ', false, json::error_handler_t::replace));
  return signed_part + "." + encode_base64url(hmac_sha256(secret, signed_part));
}

Result<TokenContent> verify_token(std::string_view secret, std::string_view token,
                                  WallClock::time_point now) {
  const auto last = token.rfind('.');
  const auto first = token.find('.');
  if (last == std::string_view::npos || first == last) return refused("malformed token");
  const auto signed_part = token.substr(0, last);
  // The algorithm is ours, whatever the token's head says.
  const auto expected = encode_base64url(hmac_sha256(secret, signed_part));
  const auto given = token.substr(last + 1);
  if (given.size() != expected.size() ||
      CRYPTO_memcmp(given.data(), expected.data(), expected.size()) != 0)
    return refused("bad signature");
  const auto payload = decode_base64url(signed_part.substr(first + 1));
  if (!payload) return refused("malformed token");
  try {
    const auto claims = json::parse(*payload);
    const auto time = epoch_seconds(now);
    if (time < integer(claims, "nbf")) return refused("token not valid yet");
    if (time >= integer(claims, "exp")) return refused("token expired");
    return TokenContent{parse_grants(claims), claims.at("job").get<std::string>()};
  } catch (const json::exception&) {
    return refused("malformed token");
  }
}

Access access_of(const std::vector<Grant>& grants) {
  Access access;
  for (const auto& grant : grants) {
    if (grant.permission & may_read) access.readable.push_back(grant.scope);
    if ((grant.permission & may_write) && !access.writable) access.writable = grant.scope;
  }
  return access;
}

}  // namespace bxbench::service::actions_cache
