// SPDX-License-Identifier: Apache-2.0
#include <harness/http/url.hpp>
#include <tests/bench/cache/load_client.hpp>
#include <tests/bench/cache/phases.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <atomic>
#include <barrier>
#include <fcntl.h>
#include <functional>
#include <thread>
#include <unistd.h>

namespace fs = std::filesystem;
using nlohmann::json;

namespace bxbench::bench {
namespace {

using Step = std::function<bool(LoadClient&, const fs::path&)>;

json call(LoadClient& client, const Peer& service, const std::string& method, const json& message) {
  Request request;
  request.method = "POST";
  request.target = "/twirp/github.actions.results.api.v1.CacheService/" + method;
  request.fields =
      fmt::format("Content-Type: application/json\r\nAuthorization: Bearer {}\r\n", service.token);
  request.text = message.dump();
  const auto answer = client.send(request);
  if (answer.status != 200) return json::object();
  return json::parse(answer.body, nullptr, false);
}

json name_of(const fs::path& file) {
  return {{"key", file.filename().string()}, {"version", "v"}};
}

/// The target of a URL that the service gave.
std::string target_in(const json& answer, const char* field) {
  const auto url = http::parse_url(answer.value(field, std::string()));
  return url ? url->target : std::string();
}

bool save_one(LoadClient& client, const Peer& service, const fs::path& file, Bytes size) {
  auto name = name_of(file);
  Request put;
  put.method = "PUT";
  put.target = target_in(call(client, service, "CreateCacheEntry", name), "signed_upload_url");
  put.fields = "x-ms-blob-type: BlockBlob\r\n";
  if (put.target.empty()) return false;
  put.upload = Upload{::open(file.c_str(), O_RDONLY | O_CLOEXEC), size};
  const auto stored = client.send(put);
  ::close(put.upload->descriptor);
  name["size_bytes"] = std::to_string(size);
  const auto finalized = call(client, service, "FinalizeCacheEntryUpload", name);
  return stored.status == 201 && finalized.value("ok", false);
}

bool fetch_one(LoadClient& client, const std::string& target, Bytes size) {
  Request get;
  get.target = target;
  get.keep_body = false;
  const auto answer = client.send(get);
  return answer.status == 200 && answer.size == size;
}

bool restore_one(LoadClient& client, const Peer& service, const fs::path& file, Bytes size) {
  const auto found = call(client, service, "GetCacheEntryDownloadURL", name_of(file));
  const auto target = target_in(found, "signed_download_url");
  return !target.empty() && fetch_one(client, target, size);
}

/// Each client is a thread with a connection of its own; the clock starts when all are connected.
Moved run(unsigned short port, const Load& load, const Step& step) {
  std::atomic<std::size_t> next = 0, errors = 0;
  std::barrier start(static_cast<std::ptrdiff_t>(load.clients) + 1);
  std::vector<std::thread> threads;
  for (std::size_t number = 0; number < load.clients; ++number)
    threads.emplace_back([&] {
      LoadClient client(port);
      start.arrive_and_wait();
      for (auto at = next++; at < load.files.size(); at = next++)
        if (!step(client, load.files[at])) ++errors;
    });
  start.arrive_and_wait();
  const auto began = Clock::now();
  for (auto& thread : threads)
    thread.join();
  return {seconds(Clock::now() - began), errors};
}

}  // namespace

Moved save(const Peer& service, const Load& load) {
  return run(service.port, load, [&](LoadClient& client, const fs::path& file) {
    return save_one(client, service, file, load.size);
  });
}

Moved restore(const Peer& service, const Load& load) {
  return run(service.port, load, [&](LoadClient& client, const fs::path& file) {
    return restore_one(client, service, file, load.size);
  });
}

Moved fetch(const Peer& nginx, const Load& load) {
  return run(nginx.port, load, [&](LoadClient& client, const fs::path& file) {
    return fetch_one(client, "/" + file.filename().string(), load.size);
  });
}

Moved copy(const Load& load, const fs::path& to) {
  fs::create_directory(to);
  std::vector<std::string> argv{"cp", "-t", to.string()};
  for (const auto& file : load.files)
    argv.push_back(file.string());
  const auto began = Clock::now();
  Child child(argv);
  const bool failed = child.wait() != 0;
  const auto taken = seconds(Clock::now() - began);
  fs::remove_all(to);
  return {taken, failed ? load.files.size() : 0};
}

}  // namespace bxbench::bench
