// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/trouble.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace bxbench::diagnosis {
namespace {

struct Phrase {
  std::string_view text;  ///< lower case
  Trouble trouble;
};

/// The first phrase that is met decides: the more special ones come first.
constexpr std::array phrases{
    Phrase{"export is not supported for the docker driver", Trouble::driver},
    Phrase{"cache export feature is currently not supported", Trouble::driver},
    Phrase{"driver does not support", Trouble::driver},
    Phrase{"legacy service is shutting down", Trouble::old_service},
    Phrase{"legacy cache service", Trouble::old_service},
    Phrase{"cache service will be shut down", Trouble::old_service},
    Phrase{"this version of actions/cache", Trouble::old_service},
    Phrase{"cache service v1", Trouble::old_service},
    Phrase{"uses a deprecated version of `actions/cache", Trouble::old_service},
    Phrase{"our services aren't available right now", Trouble::unavailable},
    Phrase{"quota has been", Trouble::quota},
    Phrase{"over the 10gb limit", Trouble::quota},
    Phrase{"cache size of ~", Trouble::quota},
    Phrase{"insufficient usage", Trouble::quota},
    Phrase{"blobnotfound", Trouble::evicted},
    Phrase{"the specified blob does not exist", Trouble::evicted},
    Phrase{"could not fetch content descriptor", Trouble::evicted},
    Phrase{"actions_runtime_token", Trouble::token},
    Phrase{"unable to get the actions_", Trouble::token},
    Phrase{"token is expired", Trouble::token},
    Phrase{"token expired", Trouble::token},
    Phrase{"expired token", Trouble::token},
    Phrase{"missing token", Trouble::token},
    Phrase{"invalid token", Trouble::token},
    Phrase{"unauthenticated", Trouble::token},
    Phrase{"401 unauthorized", Trouble::token},
    Phrase{"unauthorized", Trouble::token},
    Phrase{"status: 401", Trouble::token},
    Phrase{"(401)", Trouble::token},
    Phrase{"responded with 401", Trouble::token},
    Phrase{"permission_denied", Trouble::denied},
    Phrase{"permission denied", Trouble::denied},
    Phrase{"denied:", Trouble::denied},
    Phrase{"cache write denied", Trouble::denied},
    Phrase{"insufficient_scope", Trouble::denied},
    Phrase{"read-only", Trouble::denied},
    Phrase{"403 forbidden", Trouble::denied},
    Phrase{"(403)", Trouble::denied},
    Phrase{"responded with 403", Trouble::denied},
    Phrase{"resource not accessible", Trouble::denied},
    Phrase{"422 unprocessable", Trouble::old_service},
    Phrase{"status code: 422", Trouble::old_service},
    Phrase{"responded with 422", Trouble::old_service},
    Phrase{"(422)", Trouble::old_service},
    Phrase{"too many requests", Trouble::unavailable},
    Phrase{"toomanyrequests", Trouble::unavailable},
    Phrase{"resource_exhausted", Trouble::unavailable},
    Phrase{"rate limit", Trouble::unavailable},
    Phrase{"500 internal", Trouble::unavailable},
    Phrase{"502 bad", Trouble::unavailable},
    Phrase{"503 service", Trouble::unavailable},
    Phrase{"504 gateway", Trouble::unavailable},
    Phrase{"code: 503", Trouble::unavailable},
    Phrase{"code: 429", Trouble::unavailable},
    Phrase{"responded with 429", Trouble::unavailable},
    Phrase{"responded with 5", Trouble::unavailable},
    Phrase{"(429)", Trouble::unavailable},
    Phrase{"(500)", Trouble::unavailable},
    Phrase{"(502)", Trouble::unavailable},
    Phrase{"(503)", Trouble::unavailable},
    Phrase{"(504)", Trouble::unavailable},
    Phrase{"request timeout", Trouble::unavailable},
    Phrase{"etimedout", Trouble::unavailable},
    Phrase{"econnreset", Trouble::unavailable},
    Phrase{"econnrefused", Trouble::unavailable},
    Phrase{"enotfound", Trouble::unavailable},
    Phrase{"socket hang up", Trouble::unavailable},
    Phrase{"internal_error", Trouble::unavailable},
    Phrase{"unavailable", Trouble::unavailable},
    Phrase{"connection refused", Trouble::unavailable},
    Phrase{"connection reset", Trouble::unavailable},
    Phrase{"i/o timeout", Trouble::unavailable},
    Phrase{"no such host", Trouble::unavailable},
    // Any other answer than those above, to a request for a blob.
    Phrase{"failed to copy: httpreadseeker", Trouble::evicted},
    Phrase{"not found", Trouble::not_found},
    Phrase{"not_found", Trouble::not_found},
    Phrase{"manifest unknown", Trouble::not_found},
    Phrase{"no such file or directory", Trouble::not_found},
    Phrase{"could not read", Trouble::not_found},
};

/// What stands in texts about caches, lower case; some texts name none, but nothing else says so.
constexpr std::array<std::string_view, 8> of_caches{"cache",
                                                    "exporting to github",
                                                    "actions_",
                                                    "legacy service",
                                                    "results-receiver",
                                                    "blobnotfound",
                                                    "httpreadseeker",
                                                    "the specified blob does not exist"};

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return lower;
}

}  // namespace

bool names_cache(std::string_view text) {
  const auto lower = in_lower_case(text);
  return std::any_of(of_caches.begin(), of_caches.end(),
                     [&](const auto word) { return lower.find(word) != lower.npos; });
}

Trouble trouble_in(std::string_view error) {
  if (error.empty()) return Trouble::none;
  const auto lower = in_lower_case(error);
  for (const auto& [text, trouble] : phrases)
    if (lower.find(text) != lower.npos) return trouble;
  return Trouble::other;
}

}  // namespace bxbench::diagnosis
