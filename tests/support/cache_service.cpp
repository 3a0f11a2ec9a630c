// SPDX-License-Identifier: Apache-2.0
#include <tests/support/cache_service.hpp>

using nlohmann::json;

namespace bxbench::test {

using namespace service::actions_cache;

json json_of(const http::Reply& reply) {
  return json::parse(reply.text, nullptr, false);
}

CacheService::CacheService() {
  restart();
}

void CacheService::restart() {
  server.reset();
  loop.settle();
  settings.directory = tree / "store";
  server = start_server(loop.executor(), settings).value();
  run_token = token("refs/heads/main");
}

std::string CacheService::token(const std::string& scope,
                                const std::vector<std::string>& also_readable) {
  std::vector<Grant> grants{{scope, 3}};
  for (const auto& other : also_readable)
    grants.push_back({other, 1});
  return server->token({.grants = grants, .job = job});
}

http::Reply CacheService::call(const std::string& method, const json& message,
                               const std::string& token) {
  const auto url = server->url() + "twirp/github.actions.results.api.v1.CacheService/" + method;
  return loop.run(http::post_json(url, token, message.dump(), std::chrono::seconds(10))).value();
}

http::Reply CacheService::ask(const std::string& method, const std::string& path,
                              const std::string& text, http::Fields headers) {
  http::Call call;
  call.method = method;
  call.url = server->url() + path;
  call.headers = std::move(headers);
  call.headers.push_back({"Authorization", "Bearer " + run_token});
  call.body = text;
  return loop.run(http::send(call)).value();
}

http::Reply CacheService::put(const std::string& url, const std::string& bytes) {
  http::Call call;
  call.method = "PUT";
  call.url = url;
  call.body = bytes;
  return loop.run(http::send(call)).value();
}

http::Reply CacheService::get(const std::string& url, http::Fields headers,
                              const std::string& method) {
  http::Call call;
  call.method = method;
  call.url = url;
  call.headers = std::move(headers);
  return loop.run(http::send(call)).value();
}

http::Reply CacheService::create(const std::string& key) {
  return call("CreateCacheEntry", {{"key", key}, {"version", "v"}}, run_token);
}

std::string CacheService::upload_url(const std::string& key) {
  return json_of(create(key)).at("signed_upload_url");
}

http::Reply CacheService::finalize(const std::string& key, Bytes size) {
  return call("FinalizeCacheEntryUpload", {{"key", key}, {"version", "v"}, {"size_bytes", size}},
              run_token);
}

void CacheService::save(const std::string& key, const std::string& content) {
  const auto stored = put(upload_url(key), content).status;
  const auto finalized = finalize(key, content.size()).status;
  if (stored != 201 || finalized != 200) throw std::runtime_error("cannot save " + key);
}

json CacheService::look_up(const std::vector<std::string>& keys) {
  json message{{"key", keys.front()}, {"version", "v"}};
  if (keys.size() > 1) message["restore_keys"] = std::vector(keys.begin() + 1, keys.end());
  return json_of(call("GetCacheEntryDownloadURL", message, run_token));
}

std::string CacheService::download_url(const std::string& key) {
  return look_up({key}).at("signed_download_url");
}

}  // namespace bxbench::test
