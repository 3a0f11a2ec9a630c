// SPDX-License-Identifier: Apache-2.0
#include <tests/integration/cache_saver.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <random>

namespace asio = boost::asio;

namespace bxbench::tests {
namespace {

using nlohmann::json;

constexpr const char* v1 = "_apis/artifactcache/";
constexpr const char* v2 = "twirp/github.actions.results.api.v1.CacheService/";

}  // namespace

std::string content_of(const std::string& key) {
  std::seed_seq seed(key.begin(), key.end());
  std::mt19937 numbers(seed);
  const auto size = numbers() % 8 == 0 ? numbers() % 300'000 : numbers() % 5'000;
  std::string content = key + "\n";
  while (content.size() < size)
    content += std::to_string(numbers()) + "\n";
  content.resize(size);
  return content;
}

asio::awaitable<bool> CacheSaver::send(http::Call call, int expected, std::string& answer) {
  call.headers.push_back({"Authorization", "Bearer " + token_});
  const auto what = call.method + " " + call.url.substr(0, call.url.find('?'));
  const auto reply = co_await http::send(std::move(call));
  if (!reply) co_return false;
  answer = reply->text;
  if (reply->status == expected) co_return true;
  problems_.push_back(fmt::format("{}: {} {}", what, reply->status, reply->text));
  co_return false;
}

asio::awaitable<bool> CacheSaver::call(std::string method, std::string message,
                                       std::string& answer) {
  http::Call call;
  call.method = "POST";
  call.url = url_ + v2 + method;
  call.headers = {{"Content-Type", "application/json"}};
  call.body = std::move(message);
  const bool sent = co_await send(std::move(call), 200, answer);
  co_return sent;
}

asio::awaitable<bool> CacheSaver::put_blocks(std::string target, std::string content) {
  const auto third = content.size() / 3;
  std::string answer;
  for (const std::size_t block : {2, 0, 1}) {
    const auto size = block == 2 ? content.size() - 2 * third : third;
    http::Call call;
    call.method = "PUT";
    call.url = fmt::format("{}&comp=block&blockid={}", target, block);
    call.body = content.substr(block * third, size);
    const bool sent = co_await send(std::move(call), 201, answer);
    if (!sent) co_return false;
  }
  http::Call call;
  call.method = "PUT";
  call.url = target + "&comp=blocklist";
  call.body = std::string(
      "<BlockList><Latest>0</Latest><Latest>1</Latest><Latest>2</Latest>"
      "</BlockList>");
  const bool sent = co_await send(std::move(call), 201, answer);
  co_return sent;
}

asio::awaitable<bool> CacheSaver::save_v2(std::string key, Way way) {
  json message{{"key", key}, {"version", "v"}};
  const auto content = content_of(key);
  std::string answer;
  const bool created = co_await call("CreateCacheEntry", message.dump(), answer);
  if (!created) co_return false;
  const std::string target = json::parse(answer).at("signed_upload_url");
  bool stored = false;
  if (way == Way::blocks) {
    stored = co_await put_blocks(target, content);
  } else {
    http::Call put;
    put.method = "PUT";
    put.url = target;
    put.body = content;
    stored = co_await send(std::move(put), 201, answer);
  }
  if (!stored) co_return false;
  message["size_bytes"] = std::to_string(content.size());
  const bool finalized = co_await call("FinalizeCacheEntryUpload", message.dump(), answer);
  co_return finalized;
}

asio::awaitable<bool> CacheSaver::save_v1(std::string key) {
  const auto content = content_of(key);
  std::string answer;
  http::Call reserve;
  reserve.method = "POST";
  reserve.url = url_ + v1 + "caches";
  reserve.body = json{{"key", key}, {"version", "v"}, {"cacheSize", content.size()}}.dump();
  const bool reserved = co_await send(std::move(reserve), 201, answer);
  if (!reserved) co_return false;
  const auto entry = fmt::format("{}{}caches/{}", url_, v1,
                                 json::parse(answer).at("cacheId").get<std::uint64_t>());
  const auto half = content.size() / 2;
  for (const auto& [first, end] :
       {std::pair(half, content.size()), std::pair(std::size_t{0}, half)}) {
    if (first == end) continue;
    http::Call patch;
    patch.method = "PATCH";
    patch.url = entry;
    patch.headers = {{"Content-Range", fmt::format("bytes {}-{}/*", first, end - 1)}};
    patch.body = content.substr(first, end - first);
    const bool sent = co_await send(std::move(patch), 204, answer);
    if (!sent) co_return false;
  }
  http::Call commit;
  commit.method = "POST";
  commit.url = entry;
  commit.body = json{{"size", content.size()}}.dump();
  const bool committed = co_await send(std::move(commit), 204, answer);
  co_return committed;
}

asio::awaitable<bool> CacheSaver::save(std::string key, Way way) {
  bool saved = false;
  if (way == Way::chunks)
    saved = co_await save_v1(key);
  else
    saved = co_await save_v2(key, way);
  co_return saved;
}

asio::awaitable<bool> CacheSaver::read(std::string prefix) {
  const json message{{"key", prefix}, {"version", "v"}};
  std::string answer;
  const bool asked = co_await call("GetCacheEntryDownloadURL", message.dump(), answer);
  if (!asked) co_return false;
  const auto found = json::parse(answer);
  if (!found.at("ok").get<bool>()) co_return false;
  http::Call get;
  get.url = found.at("signed_download_url");
  const bool got = co_await send(std::move(get), 200, answer);
  if (!got) co_return false;
  const std::string key = found.at("matched_key");
  if (answer != content_of(key)) problems_.push_back(key + " has another content");
  co_return true;
}

asio::awaitable<std::multiset<std::string>> CacheSaver::list() {
  std::multiset<std::string> keys;
  for (int page = 1;; ++page) {
    http::Call call;
    call.url = fmt::format("{}repos/o/r/actions/caches?per_page=100&page={}", url_, page);
    std::string answer;
    const bool listed = co_await send(std::move(call), 200, answer);
    if (!listed) break;
    const auto caches = json::parse(answer).at("actions_caches");
    for (const auto& entry : caches)
      keys.insert(entry.at("key").get<std::string>());
    if (caches.size() < 100) break;
  }
  co_return keys;
}

}  // namespace bxbench::tests
