// SPDX-License-Identifier: Apache-2.0
#include <harness/http/incoming_head.hpp>
#include <harness/http/url.hpp>

#include <boost/beast/http.hpp>

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace bxbench::http {
namespace {

/// Little, because what follows the head is copied.
constexpr std::size_t read_size = 16 * 1024;

int refusal(const beast::error_code& failure) {
  if (failure == beast::http::error::header_limit) return 431;
  if (failure == beast::http::error::bad_version) return 505;
  return 400;
}

// A coding that is ignored would let the body pass as the next request.
bool is_framed_well(const IncomingParser& parser) {
  const auto codings = parser.get().count(beast::http::field::transfer_encoding);
  return codings == 0 || (codings == 1 && parser.chunked() && parser.get().version() >= 11);
}

bool has_host(const IncomingHead& head) {
  const auto hosts = head.count(beast::http::field::host);
  return hosts == 1 || (hosts == 0 && head.version() < 11);
}

void replace_host(Fields& fields, const std::string& authority) {
  std::erase_if(fields, [](const auto& field) { return beast::iequals(field.name, "Host"); });
  fields.push_back({"Host", authority});
}

}  // namespace

asio::awaitable<std::optional<int>> read_head(Wire& wire, IncomingParser& parser) {
  wire.begin(wire.kept().empty() ? Pace::Doing::waiting : Pace::Doing::head);
  bool fresh = wire.kept().empty();
  for (;;) {
    if (!wire.kept().empty()) {
      beast::error_code failure;
      const auto used = parser.put(asio::buffer(wire.kept()), failure);
      if (failure && failure != beast::http::error::need_more) co_return refusal(failure);
      wire.use_up(used);
      if (!failure && parser.is_header_done()) co_return 0;
    }
    const bool more = co_await wire.keep_more(read_size);
    if (!more && wire.is_late() && !fresh) co_return 408;
    if (!more) co_return std::nullopt;
    if (std::exchange(fresh, false)) wire.begin(Pace::Doing::head);
  }
}

std::optional<Request> to_request(const IncomingParser& parser) {
  const auto& head = parser.get();
  auto target = parse_target(head.target());
  if (!target || !has_host(head) || !is_framed_well(parser)) return std::nullopt;
  Request request{
      std::string(head.method_string()), std::move(target->path), std::move(target->query), {}, {}};
  for (const auto& field : head)
    request.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  if (!target->authority.empty()) replace_host(request.headers, target->authority);
  return request;
}

}  // namespace bxbench::http
