// SPDX-License-Identifier: Apache-2.0
#include <harness/http/client.hpp>
#include <harness/http/connection.hpp>
#include <harness/http/file_sink.hpp>
#include <harness/http/text_sink.hpp>
#include <harness/http/url.hpp>
#include <harness/support/scope_exit.hpp>

#include <fmt/format.h>

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace bxbench::http {
namespace {

constexpr std::size_t longest_text = 1024 * 1024;

/// Which call failed, and why. The query stays out: it may carry a signature.
Error in_call(const Call& call, const Error& error) {
  const auto shown = call.url.substr(0, call.url.find('?'));
  return {error.code, fmt::format("{} {}: {}", call.method, shown, error.message), error.hint};
}

/// Everything up to the head of the answer.
asio::awaitable<Result<void>> open_exchange(Connection& connection, const Call& call) {
  const auto url = parse_url(call.url);
  if (!url) co_return url.error();
  const auto connected = co_await connection.connect(url->host, url->port);
  if (!connected) co_return connected.error();
  const bool v6 = url->host.find(':') != std::string::npos;
  const auto name = v6 ? "[" + url->host + "]" : url->host;
  const auto host = name + ":" + url->port;
  const auto written = co_await connection.write(call, host, url->target);
  if (!written) co_return written.error();
  const auto answered = co_await connection.read_head();
  co_return answered;
}

asio::awaitable<Result<Reply>> finish_with_text(Connection& connection) {
  auto reply = connection.head();
  TextSink sink(longest_text);
  const auto read = co_await connection.read_body(sink);
  if (!read) co_return read.error();
  reply.text = std::move(sink.text);
  co_return reply;
}

asio::awaitable<Result<Bytes>> finish_with_file(Connection& connection, const fs::path& file) {
  const fs::path aside = file.string() + ".part";
  scope_exit remove_aside([&] {
    std::error_code ignored;
    fs::remove(aside, ignored);
  });
  auto sink = FileSink::create(aside);
  if (!sink) co_return sink.error();
  const auto read = co_await connection.read_body(*sink);
  if (!read) co_return read.error();
  std::error_code failure;
  fs::rename(aside, file, failure);
  if (failure)
    co_return Error{Errc::io,
                    fmt::format("cannot replace {}: {}", file.string(), failure.message())};
  co_return sink->size();
}

}  // namespace

asio::awaitable<Result<Reply>> send(Call call) {
  const auto executor = co_await asio::this_coro::executor;
  Connection connection(executor, call.limit);
  const auto open = co_await open_exchange(connection, call);
  if (!open) co_return in_call(call, open.error());
  auto reply = co_await finish_with_text(connection);
  if (!reply) co_return in_call(call, reply.error());
  co_return reply;
}

asio::awaitable<Result<std::optional<int>>> probe(std::string url, Duration limit) {
  const auto executor = co_await asio::this_coro::executor;
  Call call;
  call.url = std::move(url);
  call.limit = limit;
  Connection connection(executor, limit);
  const auto open = co_await open_exchange(connection, call);
  if (open) co_return std::optional<int>(connection.head().status);
  if (connection.refused()) co_return std::optional<int>{};
  co_return in_call(call, open.error());
}

asio::awaitable<Result<Reply>> post_json(std::string url, std::string token, std::string json,
                                         Duration limit) {
  Call call;
  call.method = "POST";
  call.url = std::move(url);
  call.headers.push_back({"Content-Type", "application/json"});
  if (!token.empty()) call.headers.push_back({"Authorization", "Bearer " + token});
  call.body = std::move(json);
  call.limit = limit;
  auto reply = co_await send(std::move(call));
  co_return reply;
}

asio::awaitable<Result<std::optional<Bytes>>> download(Call call, fs::path file) {
  const auto executor = co_await asio::this_coro::executor;
  Connection connection(executor, call.limit);
  const auto open = co_await open_exchange(connection, call);
  if (!open) co_return in_call(call, open.error());
  const auto status = connection.head().status;
  if (status == 404) co_return std::optional<Bytes>{};
  if (status != 200)
    co_return in_call(call, {Errc::io, fmt::format("the server answered {}", status)});
  const auto size = co_await finish_with_file(connection, file);
  if (!size) co_return in_call(call, size.error());
  co_return std::optional<Bytes>(*size);
}

}  // namespace bxbench::http
