// SPDX-License-Identifier: Apache-2.0
#include <harness/http/url.hpp>

#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <fmt/format.h>

namespace urls = boost::urls;

namespace bxbench::http {

std::optional<Target> parse_target(std::string_view text) {
  const bool origin_form = text.starts_with('/');
  const auto parsed = origin_form ? urls::parse_origin_form(text) : urls::parse_absolute_uri(text);
  if (!parsed) return std::nullopt;
  Target target;
  if (!origin_form) {
    if (parsed->scheme_id() != urls::scheme::http || parsed->encoded_host().empty() ||
        parsed->has_userinfo())
      return std::nullopt;
    target.authority = std::string(parsed->encoded_authority());
  }
  target.path = parsed->path();
  if (target.path.empty()) target.path = "/";
  for (const auto& parameter : parsed->params())
    target.query.emplace(parameter.key, parameter.value);
  return target;
}

Result<Url> parse_url(std::string_view text) {
  const auto parsed = urls::parse_uri(text);
  if (!parsed || parsed->scheme() != "http" || parsed->host().empty())
    return Error{Errc::bad_input, fmt::format("'{}' is no http:// URL", text)};
  Url url;
  url.host = parsed->host_address();
  url.port = parsed->has_port() ? std::string(parsed->port()) : "80";
  url.target = std::string(parsed->encoded_target());
  if (!url.target.starts_with('/')) url.target.insert(0, "/");
  return url;
}

std::string encode_query_value(std::string_view text) {
  return urls::encode(text, urls::unreserved_chars);
}

}  // namespace bxbench::http
