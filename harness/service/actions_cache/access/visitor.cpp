// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/access/visitor.hpp>

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace bxbench::service::actions_cache {
namespace {

/// Name or address of a Host field, without brackets; nothing when more than a port follows it.
std::optional<std::string> host_name(std::string_view field) {
  const bool bracketed = field.starts_with('[');
  const auto end = std::min(field.find(bracketed ? ']' : ':'), field.size());
  const auto name = field.substr(bracketed, end - bracketed);
  auto port = field.substr(end);
  if (bracketed && !port.empty()) port.remove_prefix(1);
  const bool good = port.empty() ||
                    (port.starts_with(':') && port.find_first_not_of("0123456789", 1) == port.npos);
  if (!good) return std::nullopt;
  return std::string(name);
}

}  // namespace

std::optional<std::string> refusal(const http::Request& request, std::string_view external_host) {
  if (!http::find_field(request.headers, "Origin").empty()) return "no web page may ask here";
  const auto field = host_name(http::find_field(request.headers, "Host"));
  if (!field) return "the Host header is neither a host nor a host and a port";
  const auto& host = *field;
  boost::system::error_code no_address;
  boost::asio::ip::make_address(host, no_address);
  const bool known = host == "localhost" || host.ends_with(".localhost") || host == external_host;
  if (no_address && (!known || host.empty()))
    return "the Host header names neither an address, nor localhost, nor the configured host";
  return std::nullopt;
}

}  // namespace bxbench::service::actions_cache
