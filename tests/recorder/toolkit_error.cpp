// SPDX-License-Identifier: Apache-2.0
#include <tests/recorder/toolkit_error.hpp>

#include <boost/beast/http/status.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace bxbench::recorder {
namespace {

/// After which it asks again, five times in all.
constexpr std::array retried{500, 502, 503, 504};

}  // namespace

std::string toolkit_error(const std::string& error, const std::string& method) {
  constexpr std::string_view word = " status ";
  const auto at = error.find(word);
  if (at == std::string::npos) return error;
  const auto* begin = error.data() + at + word.size();
  int status = 0;
  const auto [rest, failure] = std::from_chars(begin, error.data() + error.size(), status);
  if (failure != std::errc{}) return error;
  const auto body = nlohmann::json::parse(rest, error.data() + error.size(), nullptr, false);
  const auto why = body.is_object() ? body.value("msg", "") : "";
  const auto reason = boost::beast::http::obsolete_reason(
      boost::beast::http::int_to_status(static_cast<unsigned>(status)));
  const auto request = fmt::format("Failed request: ({}) {}{}", status, std::string(reason),
                                   why.empty() ? "" : ": " + why);
  const bool again = std::find(retried.begin(), retried.end(), status) != retried.end();
  return fmt::format(
      "Failed to {}: {}: {}", method,
      again ? "Failed to make request after 5 attempts" : "Received non-retryable error", request);
}

}  // namespace bxbench::recorder
