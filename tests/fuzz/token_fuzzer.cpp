// SPDX-License-Identifier: Apache-2.0
// The input as a token, which must be refused; then as the claims of a token with a good signature.
#include <harness/service/actions_cache/access/base64url.hpp>
#include <harness/service/actions_cache/access/token.hpp>
#include <harness/support/digest.hpp>
#include <tests/fuzz/check.hpp>

using namespace bxbench;
using namespace bxbench::service::actions_cache;

namespace {

constexpr std::string_view secret = "0123456789abcdef0123456789abcdef";
const WallClock::time_point now{std::chrono::hours{24 * 20'000}};

std::string signed_claims(std::string_view claims) {
  const auto part = encode_base64url("{}") + "." + encode_base64url(std::string(claims));
  return part + "." + encode_base64url(hmac_sha256(secret, part));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto text = fuzz::text_of(bytes, size);
  fuzz::check(!verify_token(secret, text, now), "a token that nobody signed is refused");
  const auto content = verify_token(secret, signed_claims(text), now);
  if (!content) {
    fuzz::check(!content.error().message.empty(), "a refusal says why");
    return 0;
  }
  const auto access = access_of(content->grants);
  fuzz::check(access.readable.size() <= content->grants.size(), "each scope comes from a grant");
  return 0;
}
