// SPDX-License-Identifier: Apache-2.0
#include <harness/suite/names.hpp>
#include <harness/support/words.hpp>

namespace bxbench::suite {
namespace {

constexpr Words<Claim, 3> claims{{"none", "cold", "warm"}};
constexpr Words<Carries, 3> carriers{{"nothing", "layers", "mounts"}};

}  // namespace

std::string_view name(Claim claim) {
  return claims.name(claim);
}
std::optional<Claim> claim_from(std::string_view word) {
  return claims.find(word);
}

std::string_view name(Carries carries) {
  return carriers.name(carries);
}
std::optional<Carries> carries_from(std::string_view word) {
  return carriers.find(word);
}

}  // namespace bxbench::suite
