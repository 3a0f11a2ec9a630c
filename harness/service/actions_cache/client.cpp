// SPDX-License-Identifier: Apache-2.0
#include <harness/http/client.hpp>
#include <harness/http/url.hpp>
#include <harness/service/actions_cache/client.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace bxbench::service::actions_cache {
namespace {

using nlohmann::json;

// The sizes of @actions/cache 6.3: one request up to 128 MiB, else blocks of 64 MiB.
constexpr Bytes largest_single_put = Bytes{128} << 20;
constexpr Bytes block_size = Bytes{64} << 20;
constexpr std::chrono::seconds call_limit{60};
constexpr std::chrono::hours transfer_limit{1};

Error failed(std::string_view doing, const http::Reply& reply) {
  return {Errc::io, fmt::format("the cache service failed to {}: status {} {}", doing, reply.status,
                                reply.text.substr(0, 200))};
}

asio::awaitable<Result<http::Reply>> call(Endpoint endpoint, std::string method, json message) {
  auto base = endpoint.url;
  if (!base.ends_with('/')) base += '/';
  auto url = base + "twirp/github.actions.results.api.v1.CacheService/" + method;
  auto text = message.dump(-1, ' ', false, json::error_handler_t::replace);
  auto reply = co_await http::post_json(url, endpoint.token, text, call_limit);
  co_return reply;
}

/// A 200 whose body says `ok`, or nothing when it says that it is not.
Result<std::optional<json>> accepted(std::string_view doing, const http::Reply& reply) {
  if (reply.status != 200) return failed(doing, reply);
  auto message = json::parse(reply.text, nullptr, false);
  if (!message.is_object()) return failed(doing, reply);
  const auto ok = message.find("ok");
  if (ok == message.end() || !ok->is_boolean() || !ok->get<bool>()) return std::optional<json>{};
  return std::optional<json>(std::move(message));
}

std::string text_in(const json& message, const char* name) {
  const auto found = message.find(name);
  return found != message.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

asio::awaitable<Result<void>> put(std::string url, http::Fields headers,
                                  std::variant<std::string, http::FilePart> body) {
  http::Call call;
  call.method = "PUT";
  call.url = std::move(url);
  call.headers = std::move(headers);
  call.body = std::move(body);
  call.limit = transfer_limit;
  const auto reply = co_await http::send(std::move(call));
  if (!reply) co_return reply.error();
  if (reply->status != 201) co_return failed("take the archive", *reply);
  const Result<void> done;
  co_return done;
}

asio::awaitable<Result<void>> put_blocks(std::string url, fs::path file, Bytes size) {
  std::string list = "<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>";
  for (Bytes offset = 0; offset < size; offset += block_size) {
    const auto id = fmt::format("bxbench{:09}", offset / block_size);  // base64 text as it is
    const auto target = fmt::format("{}&comp=block&blockid={}", url, id);
    const http::FilePart part{file, offset, std::min(block_size, size - offset)};
    http::Fields headers;
    headers.push_back({"Content-Type", "application/octet-stream"});
    const auto sent = co_await put(target, headers, part);
    if (!sent) co_return sent.error();
    list += "<Latest>" + id + "</Latest>";
  }
  list += "</BlockList>";
  http::Fields headers;
  headers.push_back({"Content-Type", "application/xml"});
  const auto sent = co_await put(url + "&comp=blocklist", headers, list);
  co_return sent;
}

asio::awaitable<Result<void>> put_archive(std::string url, fs::path file, Bytes size) {
  if (size > largest_single_put) {
    const auto in_blocks = co_await put_blocks(url, file, size);
    co_return in_blocks;
  }
  http::Fields headers;
  headers.push_back({"Content-Type", "application/octet-stream"});
  headers.push_back({"x-ms-blob-type", "BlockBlob"});
  const http::FilePart whole{file, 0, size};
  const auto sent = co_await put(url, headers, whole);
  co_return sent;
}

asio::awaitable<Result<void>> finalize(Endpoint endpoint, std::string key, std::string version,
                                       Bytes size) {
  json message;
  message["key"] = key;
  message["version"] = version;
  message["size_bytes"] = std::to_string(size);
  const auto reply = co_await call(endpoint, "FinalizeCacheEntryUpload", message);
  if (!reply) co_return reply.error();
  const auto answer = accepted("finalize the entry", *reply);
  if (!answer) co_return answer.error();
  if (!answer->has_value()) co_return failed("finalize the entry", *reply);
  const Result<void> done;
  co_return done;
}

}  // namespace

asio::awaitable<Result<Lookup>> download(Endpoint endpoint, std::vector<std::string> keys,
                                         std::string version, fs::path file) {
  if (keys.empty()) co_return Error{Errc::bad_input, "a lookup needs a key"};
  json message;
  message["key"] = keys.front();
  message["version"] = version;
  if (keys.size() > 1) message["restore_keys"] = std::vector(keys.begin() + 1, keys.end());
  const auto reply = co_await call(endpoint, "GetCacheEntryDownloadURL", message);
  if (!reply) co_return reply.error();
  const auto answer = accepted("look the entry up", *reply);
  if (!answer) co_return answer.error();
  if (!answer->has_value()) co_return Lookup{};

  http::Call get;
  get.url = text_in(**answer, "signed_download_url");
  get.limit = transfer_limit;
  const auto size = co_await http::download(std::move(get), file);
  if (!size) co_return size.error();
  if (!size->has_value())
    co_return Error{Errc::io, "the cache service has lost an entry that it had just found"};
  Lookup lookup;
  lookup.hit = true;
  lookup.matched_key = text_in(**answer, "matched_key");
  lookup.bytes = **size;
  co_return lookup;
}

asio::awaitable<Result<bool>> upload(Endpoint endpoint, std::string key, std::string version,
                                     fs::path file) {
  std::error_code failure;
  const Bytes size = fs::file_size(file, failure);
  if (failure)
    co_return Error{Errc::io, fmt::format("cannot read {}: {}", file.string(), failure.message())};
  json message;
  message["key"] = key;
  message["version"] = version;
  const auto reply = co_await call(endpoint, "CreateCacheEntry", message);
  if (!reply) co_return reply.error();
  if (reply->status == 409) co_return false;
  const auto answer = accepted("create the entry", *reply);
  if (!answer) co_return answer.error();
  if (!answer->has_value()) co_return failed("create the entry", *reply);
  const auto url = text_in(**answer, "signed_upload_url");
  const auto sent = co_await put_archive(url, file, size);
  if (!sent) co_return sent.error();
  const auto finalized = co_await finalize(endpoint, key, version, size);
  if (!finalized) co_return finalized.error();
  co_return true;
}

}  // namespace bxbench::service::actions_cache
