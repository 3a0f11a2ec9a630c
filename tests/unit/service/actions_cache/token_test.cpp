// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/access/base64url.hpp>
#include <harness/service/actions_cache/access/token.hpp>
#include <harness/support/digest.hpp>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

using namespace bxbench::service::actions_cache;
using namespace std::chrono_literals;

namespace {

const auto now = WallClock::time_point(1'000'000h / 2);
const TokenOrder order{.grants = {{"refs/heads/feature", 3}, {"refs/heads/main", 1}},
                       .job = "build"};

nlohmann::json claims_of(const std::string& token) {
  const auto start = token.find('.') + 1;
  return nlohmann::json::parse(*decode_base64url(token.substr(start, token.rfind('.') - start)));
}

std::string reason(const std::string& token, WallClock::time_point when = now) {
  const auto verified = verify_token("secret", token, when);
  return verified ? "good" : verified.error().message;
}

}  // namespace

TEST_CASE("a token gives back its grants in order", "[actions_cache]") {
  const auto verified = verify_token("secret", sign_token("secret", order, now), now);
  REQUIRE(verified.has_value());
  const auto access = access_of(verified->grants);
  CHECK(access.readable == std::vector<std::string>{"refs/heads/feature", "refs/heads/main"});
  CHECK(access.writable == "refs/heads/feature");
  CHECK(verified->job == "build");
}

TEST_CASE("a token has the claims that BuildKit reads", "[actions_cache]") {
  const auto claims = claims_of(sign_token("secret", order, now));
  CHECK(claims.at("ac").is_string());
  const auto access = nlohmann::json::parse(claims.at("ac").get<std::string>());
  CHECK(access.at(0).at("Scope") == "refs/heads/feature");
  CHECK(access.at(1).at("Permission") == 1);
  CHECK(claims.at("exp").is_number());
  CHECK(claims.at("nbf").is_number());
}

TEST_CASE("a token is good for six hours", "[actions_cache]") {
  const auto token = sign_token("secret", order, now);
  CHECK(reason(token) == "good");
  CHECK(reason(token, now + 6h - 1s) == "good");
  CHECK(reason(token, now + 6h) == "token expired");
  CHECK(reason(token, now - 61s) == "token not valid yet");
}

TEST_CASE("a token may be made to have expired", "[actions_cache]") {
  auto expired = order;
  expired.lifetime = -1s;
  CHECK(reason(sign_token("secret", expired, now)) == "token expired");
}

TEST_CASE("a token of another service is refused", "[actions_cache]") {
  CHECK(reason(sign_token("other", order, now)) == "bad signature");
}

TEST_CASE("a token without a signature is refused, whatever algorithm it names",
          "[actions_cache]") {
  const auto token = sign_token("secret", order, now);
  const auto payload = token.substr(token.find('.'), token.rfind('.') - token.find('.'));
  CHECK(reason(encode_base64url(R"({"alg":"none"})") + payload + ".") == "bad signature");
}

TEST_CASE("what is no token is refused", "[actions_cache]") {
  for (const std::string text : {"", ".", "..", "a.b", "a.b.c", "a.b.c.d"})
    CHECK(verify_token("secret", text, now).has_error());
}

TEST_CASE("a token whose times or permissions are no whole numbers is refused", "[actions_cache]") {
  const auto signed_claims = [](const std::string& claims) {
    const auto part = encode_base64url("{}") + "." + encode_base64url(claims);
    return part + "." + encode_base64url(bxbench::hmac_sha256("secret", part));
  };
  CHECK(reason(signed_claims(R"({"ac":"[]","nbf":1,"exp":9999999999,"job":""})")) == "good");
  CHECK(reason(signed_claims(R"({"ac":"[]","nbf":1,"exp":1e35,"job":""})")) == "malformed token");
  CHECK(reason(signed_claims(R"({"ac":"[]","nbf":-1e35,"exp":9999999999,"job":""})")) ==
        "malformed token");
  CHECK(reason(signed_claims(R"({"ac":"[{\"Scope\":\"a\",\"Permission\":1e35}]",)"
                             R"("nbf":1,"exp":9999999999,"job":""})")) == "malformed token");
}

TEST_CASE("read-only and write-only grants are told apart", "[actions_cache]") {
  const auto access = access_of({{"a", 1}, {"b", 2}, {"c", 0}});
  CHECK(access.readable == std::vector<std::string>{"a"});
  CHECK(access.writable == "b");
  CHECK_FALSE(access_of({{"a", 1}}).writable);
}

TEST_CASE("base64url has no padding and no characters that URLs escape", "[actions_cache]") {
  for (const std::string bytes : {"", "a", "ab", "abc", "\xff\xfe\xfd\xfb"}) {
    const auto text = encode_base64url(bytes);
    CHECK(text.find_first_of("+/=") == std::string::npos);
    CHECK(decode_base64url(text) == bytes);
  }
  CHECK(encode_base64url("\xff\xff") == "__8");
  CHECK_FALSE(decode_base64url("a"));
  CHECK_FALSE(decode_base64url("a+b="));
}
