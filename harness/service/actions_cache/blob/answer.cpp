// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/blob/answer.hpp>
#include <harness/support/digest.hpp>

#include <fmt/chrono.h>

namespace bxbench::service::actions_cache {
namespace {

std::string http_date(std::chrono::system_clock::time_point time) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

}  // namespace

BlobError spoilt(int status) {
  switch (status) {
    case 401:
    case 403:
      return {status, "AuthenticationFailed"};
    case 404:
      return {status, "BlobNotFound"};
    case 429:
    case 503:
      return {status, "ServerBusy"};
    case 500:
      return {status, "InternalError"};
    default:
      return {status, "SpoiltOnPurpose"};
  }
}

http::Response blob_error(const BlobError& error, std::string_view text) {
  http::Response response;
  response.status = error.status;
  response.headers = {{"x-ms-error-code", error.code}, {"Content-Type", "application/xml"}};
  response.text = fmt::format(
      "<?xml version=\"1.0\" "
      "encoding=\"utf-8\"?><Error><Code>{}</Code><Message>{}</Message></Error>",
      error.code, text);
  return response;
}

http::Response blob_created() {
  http::Response response;
  response.status = 201;
  const auto now = http_date(std::chrono::system_clock::now());
  response.headers = {{"ETag", fmt::format("\"0x{}\"", to_hex(random_bytes(8)))},
                      {"Last-Modified", now},
                      {"x-ms-request-server-encrypted", "false"}};
  return response;
}

void add_blob_fields(http::Response& response, const http::Request& request) {
  response.headers.push_back({"x-ms-request-id", to_hex(random_bytes(16))});
  response.headers.push_back({"Date", http_date(std::chrono::system_clock::now())});
  const auto version = http::find_field(request.headers, "x-ms-version");
  if (!version.empty()) response.headers.push_back({"x-ms-version", std::string(version)});
}

}  // namespace bxbench::service::actions_cache
