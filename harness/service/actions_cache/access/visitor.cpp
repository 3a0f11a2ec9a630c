// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/access/visitor.hpp>

#include <boost/asio/ip/address.hpp>

namespace bxbench::service::actions_cache {
namespace {

/// "[::1]:80" and "127.0.0.1:80" without port and brackets.
std::string host_name(std::string_view host) {
  if (host.starts_with('[')) return std::string(host.substr(1, host.find(']') - 1));
  return std::string(host.substr(0, host.find(':')));
}

}  // namespace

std::optional<std::string> refusal(const http::Request& request, std::string_view external_host) {
  if (!http::find_field(request.headers, "Origin").empty()) return "no web page may ask here";
  const auto host = host_name(http::find_field(request.headers, "Host"));
  boost::system::error_code no_address;
  boost::asio::ip::make_address(host, no_address);
  const bool known = host == "localhost" || host.ends_with(".localhost") || host == external_host;
  if (no_address && (!known || host.empty()))
    return "the Host header names neither an address, nor localhost, nor the configured host";
  return std::nullopt;
}

}  // namespace bxbench::service::actions_cache
