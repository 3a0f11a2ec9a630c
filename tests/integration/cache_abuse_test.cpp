// SPDX-License-Identifier: Apache-2.0
// `bxbench serve` and clients that mean it no good, over real sockets.
#include <tests/integration/cache_saver.hpp>
#include <tests/integration/serve_process.hpp>
#include <tests/support/loop.hpp>
#include <tests/support/raw_client.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <deque>
#include <thread>

namespace fs = std::filesystem;
using nlohmann::json;

namespace bxbench::tests {
namespace {

constexpr Bytes mebibyte = 1024 * 1024;
const std::string v1 = "/_apis/artifactcache/";
const std::string v2 = "/twirp/github.actions.results.api.v1.CacheService/";

/// A service with the entry "there", and a client that may send it anything.
class Attack {
 public:
  explicit Attack(std::vector<std::string> options = {}, std::vector<std::string> wrapper = {})
      : service(folder / "cache", std::move(options), std::move(wrapper)),
        saver(service.url(), service.token()) {}

  std::string token_line() const { return "Authorization: Bearer " + service.token() + "\r\n"; }
  /// The status of the answer to these bytes; 0: the service closed the connection.
  int status(const std::string& bytes) {
    test::RawClient client(loop, service.port());
    client.send(bytes);
    const auto answer = client.answers();
    return answer.size() < 12 ? 0 : std::stoi(answer.substr(9, 3));
  }
  /// Of a request with a good token, unless `fields` says otherwise.
  int ask(const std::string& method, const std::string& target, const std::string& body = {},
          const std::string& fields = {}) {
    return status(head(method, target, body.size(), token_line() + fields) + body);
  }
  static std::string head(const std::string& method, const std::string& target, Bytes length,
                          const std::string& fields) {
    return fmt::format("{} {} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n{}\r\n", method,
                       target, length, fields);
  }
  json call(const std::string& method, const json& message) {
    http::Call call;
    call.method = "POST";
    call.url = service.url() + v2.substr(1) + method;
    call.headers = {{"Authorization", "Bearer " + service.token()}};
    call.body = message.dump();
    return json::parse(loop.run(http::send(call)).value().text);
  }
  /// The target of a signed URL: for the upload of a new entry, or the download of an old one.
  std::string upload_target(const std::string& key) {
    return target(call("CreateCacheEntry", {{"key", key}, {"version", "v"}}), "signed_upload_url");
  }
  std::string download_target(const std::string& key) {
    const json message{{"key", key}, {"version", "v"}};
    return target(call("GetCacheEntryDownloadURL", message), "signed_download_url");
  }
  int finalize(const std::string& key, Bytes size) {
    const json message{{"key", key}, {"version", "v"}, {"size_bytes", std::to_string(size)}};
    return ask("POST", v2 + "FinalizeCacheEntryUpload", message.dump());
  }
  /// Whether it still does what it is for.
  bool works() {
    const auto key = fmt::format("good-{}", ++good_);
    return service.is_alive() && loop.run(saver.save(key, CacheSaver::Way::blocks)) &&
           loop.run(saver.read(key)) && saver.problems().empty();
  }

  TempFolder folder;
  ServeProcess service;
  CacheSaver saver;
  test::Loop loop;

 private:
  std::string target(const json& answer, const char* field) const {
    return answer.at(field).get<std::string>().substr(service.url().size() - 1);
  }
  int good_ = 0;
};

TEST_CASE("no key, path or block leads out of the service's directory") {
  Attack attack;
  for (const auto* target :
       {"/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/blob/../../etc/passwd", "//etc/passwd",
        "/repos/../../etc/actions/caches/1", "/_apis/artifactcache/..%2f..%2fetc%2fpasswd"})
    CHECK(attack.ask("GET", target) == 404);
  for (const auto* id : {"../1", "..%2f1", "%2fetc%2fpasswd", "1.blob", "-1", "1%00"}) {
    const int status = attack.ask("GET", std::string("/blob/download/") + id + "?se=1&sig=2");
    CHECK((status == 403 || status == 404 || status == 400));
    CHECK(attack.ask("PATCH", v1 + "caches/" + id, "x", "Content-Range: bytes 0-0/*\r\n") >= 400);
  }
  const std::string key = "../../../../tmp/key";
  const auto upload = attack.upload_target(key);
  CHECK(attack.status(Attack::head("PUT", upload + "&comp=block&blockid=../../block", 3, {}) +
                      "abc") == 201);
  CHECK(attack.status(Attack::head("PUT", upload, 3, {}) + "abc") == 201);
  CHECK(attack.finalize(key, 3) == 200);
  CHECK(attack.status(Attack::head("GET", attack.download_target(key), 0, {})) == 200);
  for (const auto& entry : fs::directory_iterator(attack.folder.path()))
    CHECK(entry.path().filename() == "cache");
  CHECK(attack.works());
}

TEST_CASE("nobody gets in without a token or a signature that is good for what it is used for") {
  Attack attack;
  REQUIRE(attack.works());
  const auto create = [&](const std::string& fields) {
    const std::string body = R"({"key":"key","version":"v"})";
    return attack.status(Attack::head("POST", v2 + "CreateCacheEntry", body.size(), fields) + body);
  };
  const auto forged = [&] {
    auto line = attack.token_line();
    auto& letter = line[line.rfind('.') + 3];
    letter = letter == 'A' ? 'B' : 'A';
    return line;
  }();
  CHECK(create({}) == 401);
  CHECK(create("Authorization: Bearer\r\n") == 401);
  CHECK(create("Authorization: Bearer a.b.c\r\n") == 401);
  CHECK(create(forged) == 401);
  CHECK(create(attack.token_line() + "Origin: http://evil.example\r\n") == 403);

  const auto get = [&](const std::string& target) {
    return attack.status(Attack::head("GET", target, 0, {}));
  };
  const auto put = [&](const std::string& target) {
    return attack.status(Attack::head("PUT", target, 1, {}) + "x");
  };
  const auto upload = attack.upload_target("key"), download = attack.download_target("good-1");
  const auto signature_of = [](const std::string& target) {
    return target.substr(target.find('?'));
  };
  CHECK(get("/blob/download/1" + signature_of(upload)) == 403);
  CHECK(get("/blob/download/2" + signature_of(download)) == 403);
  CHECK(put("/blob/upload/2" + signature_of(download)) == 403);
  CHECK(put("/blob/upload/1" + signature_of(upload)) == 403);
  CHECK(get("/blob/download/1") == 403);
  CHECK(get(download + "0") == 403);
  auto later = download;
  CHECK(get(later.replace(later.find("se=") + 3, 1, "9")) == 403);
  CHECK(get(download) == 200);
  CHECK(put(upload) == 201);
  CHECK(attack.works());
}

TEST_CASE("an expired token is refused") {
  Attack attack({"--token-lifetime", "0"});
  CHECK(attack.ask("POST", v2 + "CreateCacheEntry", R"({"key":"key","version":"v"})") == 401);
  CHECK(attack.service.is_alive());
}

TEST_CASE("what is too large, too long or beside its place is refused") {
  Attack attack;
  const auto create = [&](const std::string& key) {
    return attack.ask("POST", v2 + "CreateCacheEntry", json{{"key", key}, {"version", "v"}}.dump());
  };
  CHECK(create(std::string(512, 'k')) == 200);
  CHECK(create(std::string(513, 'k')) == 400);
  CHECK(create(std::string(70'000, 'k')) == 400);
  CHECK(attack.ask("GET", "/", {}, "X: " + std::string(40'000, 'x') + "\r\n") == 431);
  CHECK(attack.ask("GET", "/" + std::string(40'000, 'x')) == 431);
  CHECK(attack.status(Attack::head("POST", v2 + "CreateCacheEntry", 1,
                                   attack.token_line() + "Content-Length: 2\r\n") +
                      "x") == 400);

  CHECK(attack.ask("POST", v1 + "caches", R"({"key":"v1","version":"v","cacheSize":100})") == 201);
  const auto patch = [&](const std::string& range, const std::string& body) {
    return attack.ask("PATCH", v1 + "caches/2", body, "Content-Range: " + range + "\r\n");
  };
  for (const auto* range :
       {"", "bytes", "bytes 5-4/*", "bytes -1/*", "bytes 0-18446744073709551615/*",
        "bytes 0-99999999999999999999/*", "bytes 0-4/5/6", "bytes 0-4/3", "items 0-4/*",
        "bytes 18446744073709551610-18446744073709551614/*", "bytes 96-100/*", "bytes 0-5/*",
        "bytes 0-3/*"})
    CHECK(patch(range, "abcde") == 400);
  CHECK(patch("bytes 0-4/*", "abcde") == 204);
  CHECK(attack.ask("POST", v1 + "caches/2", R"({"size":6})") == 400);

  const auto upload = attack.upload_target("blocks");
  const auto list = [&](const std::string& body) {
    return attack.status(Attack::head("PUT", upload + "&comp=blocklist", body.size(), {}) + body);
  };
  CHECK(list("<BlockList><Latest>missing</Latest></BlockList>") == 400);
  CHECK(list(R"(<!DOCTYPE a [<!ENTITY b "c">]><BlockList><Latest>&b;</Latest></BlockList>)") ==
        400);
  CHECK(list(std::string(9 * mebibyte, '<')) == 400);
  CHECK(attack.status(
            Attack::head("PUT", upload + "&comp=block&blockid=QQ==", Bytes{1} << 62, {})) == 413);
  CHECK(attack.finalize("blocks", 0) == 412);
  CHECK(attack.works());
  CHECK(attack.service.peak_memory() < 100 * mebibyte);
}

/// Clients of every kind that take a connection and do not go on with it.
std::deque<test::RawClient> hold_connections(Attack& attack, const std::string& download) {
  std::deque<test::RawClient> clients;
  const auto hold = [&](const std::string& bytes) {
    clients.emplace_back(attack.loop, attack.service.port()).send(bytes);
  };
  for (int i = 0; i < 200; ++i) {
    hold("POST /twirp/slow HTTP/1.1\r\nHost: loc");
    const auto upload = attack.upload_target(fmt::format("half-{}", i));
    hold(Attack::head("PUT", upload, Bytes{1} << 33, {}) + "the beginning");
    if (i % 5 == 0) hold(Attack::head("GET", download, 0, {}));  // and does not read the answer
  }
  return clients;
}

TEST_CASE("clients that hold hundreds of connections neither slow others down nor cost memory") {
  Attack attack;
  const Bytes size = 64 * mebibyte;
  const auto upload = attack.upload_target("large");
  CHECK(attack.status(Attack::head("PUT", upload, size, {}) + std::string(size, 'x')) == 201);
  CHECK(attack.finalize("large", size) == 200);
  auto clients = hold_connections(attack, attack.download_target("large"));
  const auto start = Clock::now();
  CHECK(attack.works());
  CHECK(Clock::now() - start < std::chrono::seconds(5));
  std::this_thread::sleep_until(start + std::chrono::seconds(13));
  CHECK(clients.front().answers().starts_with("HTTP/1.1 408"));
  for (auto& client : clients)
    client.close();
  CHECK(attack.works());
  CHECK(attack.service.peak_memory() < 100 * mebibyte);
}

TEST_CASE("a full disk is 507 in every protocol and costs no entry") {
  const std::string small_disk =
      "mkdir -p \"$5\" && mount -t tmpfs -o size=4m none \"$5\" && exec \"$@\"";
  Attack attack({}, {"unshare", "--mount", "sh", "-c", small_disk, "sh"});
  REQUIRE(attack.works());
  const std::string large(3 * mebibyte, 'x');
  const auto put = [&](const std::string& target) {
    return attack.status(Attack::head("PUT", target, large.size(), {}) + large);
  };
  const auto first = attack.upload_target("first"), second = attack.upload_target("second");
  CHECK(put(first) == 201);
  CHECK(attack.finalize("first", large.size()) == 200);
  CHECK(put(second) == 507);
  CHECK(put(second + "&comp=block&blockid=QQ==") == 507);
  CHECK(attack.ask("POST", v1 + "caches", R"({"key":"v1","version":"v"})") == 201);
  const auto range = fmt::format("Content-Range: bytes 0-{}/*\r\n", large.size() - 1);
  CHECK(attack.ask("PATCH", v1 + "caches/4", large, range) == 507);
  CHECK(attack.status(Attack::head("GET", attack.download_target("first"), 0, {})) == 200);
  CHECK(attack.loop.run(attack.saver.read("good-1")));
  CHECK(attack.saver.problems().empty());
}

}  // namespace
}  // namespace bxbench::tests
