// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/service_state.hpp>

#include <boost/asio/ip/address.hpp>

namespace bxbench::service::actions_cache {
namespace {

/// "[::1]:80" and "127.0.0.1:80" without port and brackets.
std::string host_name(std::string_view host) {
  if (host.starts_with('[')) return std::string(host.substr(1, host.find(']') - 1));
  return std::string(host.substr(0, host.find(':')));
}

}  // namespace

http::Response logged(std::shared_ptr<ServiceState> state, Answer answer) {
  answer.response.done = [state = std::move(state),
                          record = std::move(answer.record)](const http::Served& served) {
    auto complete = record;
    complete.status = served.status;
    complete.bytes_in = served.bytes_in;
    complete.bytes_out = served.bytes_out;
    complete.seconds = seconds(served.duration);
    state->records.push_back(std::move(complete));
  };
  return std::move(answer.response);
}

std::optional<std::string> refusal(const http::Request& request) {
  if (!http::find_field(request.headers, "Origin").empty()) return "no web page may ask here";
  const auto host = host_name(http::find_field(request.headers, "Host"));
  boost::system::error_code no_address;
  boost::asio::ip::make_address(host, no_address);
  if (no_address && host != "localhost" && !host.ends_with(".localhost"))
    return "the Host header names neither an address nor localhost";
  return std::nullopt;
}

}  // namespace bxbench::service::actions_cache
