// SPDX-License-Identifier: Apache-2.0
// The signed URLs over real connections: uploads whole and in blocks, downloads and ranges.
#include <tests/support/cache_service.hpp>
#include <tests/support/raw_client.hpp>

#include <boost/algorithm/string/replace.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace bxbench;
using Catch::Matchers::StartsWith;

namespace {

std::string list_of(const std::vector<std::string>& ids) {
  std::string xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>";
  for (const auto& id : ids)
    xml += "<Latest>" + id + "</Latest>";
  return xml + "</BlockList>";
}

http::Reply put_block(test::CacheService& cache, const std::string& url, const std::string& id,
                      const std::string& bytes) {
  return cache.put(url + "&comp=block&blockid=" + id, bytes);
}

http::Reply put_list(test::CacheService& cache, const std::string& url,
                     const std::vector<std::string>& ids) {
  return cache.put(url + "&comp=blocklist", list_of(ids));
}

std::string target_of(const std::string& url) {
  return url.substr(url.find("/blob"));
}

unsigned short port_of(const std::string& url) {
  return static_cast<unsigned short>(std::stoi(url.substr(url.rfind(':') + 1)));
}

}  // namespace

TEST_CASE("a put is answered as Azure's clients need it", "[actions_cache]") {
  test::CacheService cache;
  const auto url = cache.upload_url("key");
  for (const auto& reply : {put_block(cache, url, "YQ%3D%3D", "x"), put_list(cache, url, {"YQ=="}),
                            cache.put(url, "whole")}) {
    CHECK(reply.status == 201);
    CHECK(reply.text.empty());
    CHECK_FALSE(http::find_field(reply.headers, "x-ms-request-id").empty());
    CHECK(http::find_field(reply.headers, "content-length") == "0");
    CHECK_THAT(std::string(http::find_field(reply.headers, "date")),
               Catch::Matchers::EndsWith(" GMT"));
  }
}

TEST_CASE("blocks are put together as the list says", "[actions_cache]") {
  test::CacheService cache;
  const auto url = cache.upload_url("key");
  put_block(cache, url, "c", "333");
  put_block(cache, url, "a", "1");
  put_block(cache, url, "b", "22");
  CHECK(put_list(cache, url, {"a", "b", "c"}).status == 201);
  CHECK(cache.finalize("key", 6).status == 200);
  CHECK(cache.get(cache.download_url("key")).text == "122333");
}

TEST_CASE("blocks in order are put together too", "[actions_cache]") {
  test::CacheService cache;
  const auto url = cache.upload_url("key");
  put_block(cache, url, "a", "1");
  put_block(cache, url, "b", "22");
  CHECK(put_list(cache, url, {"a", "b"}).status == 201);
  CHECK(put_list(cache, url, {"a", "b"}).status == 201);  // its answer may have got lost
  CHECK(cache.finalize("key", 3).status == 200);
  CHECK(cache.get(cache.download_url("key")).text == "122");
}

TEST_CASE("a block that was sent twice counts once", "[actions_cache]") {
  test::CacheService cache;
  const auto url = cache.upload_url("key");
  put_block(cache, url, "a", "old");
  put_block(cache, url, "a", "new");
  put_list(cache, url, {"a"});
  cache.finalize("key", 3);
  CHECK(cache.get(cache.download_url("key")).text == "new");
}

TEST_CASE("a list that names an unknown block is refused", "[actions_cache]") {
  test::CacheService cache;
  const auto url = cache.upload_url("key");
  put_block(cache, url, "a", "1");
  const auto reply = put_list(cache, url, {"a", "b"});
  CHECK(reply.status == 400);
  CHECK(http::find_field(reply.headers, "x-ms-error-code") == "InvalidBlockList");
  CHECK(cache.put(url + "&comp=blocklist", "<nonsense>").status == 400);
}

TEST_CASE("a second put before finalizing replaces the first", "[actions_cache]") {
  test::CacheService cache;
  const auto url = cache.upload_url("key");
  cache.put(url, "first");
  cache.put(url, "second");
  CHECK(cache.finalize("key", 6).status == 200);
  CHECK(cache.get(cache.download_url("key")).text == "second");
}

TEST_CASE("a finalized entry takes no data", "[actions_cache]") {
  test::CacheService cache;
  const auto url = cache.upload_url("key");
  cache.put(url, "first");
  cache.finalize("key", 5);
  CHECK(cache.put(url, "other").status == 409);
  CHECK(put_block(cache, url, "a", "x").status == 409);
  CHECK(put_list(cache, url, {"a"}).status == 409);
  CHECK(cache.get(cache.download_url("key")).text == "first");
}

TEST_CASE("an upload may be chunked", "[actions_cache]") {
  test::CacheService cache;
  const auto url = cache.upload_url("key");
  auto base = cache.server->url();
  base.pop_back();
  test::RawClient client(cache.loop, port_of(base));
  client.send("PUT " + target_of(url) +
              " HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
  client.send("2\r\nde\r\n0\r\n\r\n");
  CHECK_THAT(client.answers(), StartsWith("HTTP/1.1 201"));
  CHECK(cache.finalize("key", 5).status == 200);
  CHECK(cache.get(cache.download_url("key")).text == "abcde");
}

TEST_CASE("an upload that ends early changes nothing", "[actions_cache]") {
  test::CacheService cache;
  const auto url = cache.upload_url("key");
  cache.put(url, "whole");
  auto base = cache.server->url();
  base.pop_back();
  {
    test::RawClient client(cache.loop, port_of(base));
    client.send("PUT " + target_of(url) +
                " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\npart");
    client.close();
  }
  cache.loop.settle();
  CHECK(cache.finalize("key", 5).status == 200);
  CHECK(cache.get(cache.download_url("key")).text == "whole");
}

TEST_CASE("a signature opens one operation on one entry", "[actions_cache]") {
  test::CacheService cache;
  cache.save("key", "payload");
  const auto down = cache.download_url("key");
  const auto up = cache.upload_url("other");
  const auto as_download = boost::replace_all_copy(up, "/upload/", "/download/");
  const auto as_upload = boost::replace_all_copy(down, "/download/", "/upload/");
  const auto other_entry = boost::replace_all_copy(up, "/upload/2", "/upload/1");
  const auto later = boost::replace_all_copy(down, "se=1", "se=2");
  for (const auto& reply :
       {cache.get(as_download), cache.put(as_upload, "x"), cache.put(other_entry, "x"),
        cache.get(later), cache.get(down.substr(0, down.find('?')))}) {
    CHECK(reply.status == 403);
    CHECK(http::find_field(reply.headers, "x-ms-error-code") == "AuthenticationFailed");
    CHECK_FALSE(http::find_field(reply.headers, "x-ms-request-id").empty());
  }
}

TEST_CASE("an upload that lost its reservation is told so", "[actions_cache]") {
  test::CacheService cache;
  const auto url = cache.upload_url("key");
  cache.put(url, "12345");
  cache.finalize("key", 4);
  CHECK(cache.put(url, "12345").status == 404);
}

TEST_CASE("a download serves ranges, Azure's header first", "[actions_cache]") {
  test::CacheService cache;
  cache.save("key", "0123456789");
  const auto url = cache.download_url("key");
  const auto part = cache.get(url, {{"Range", "bytes=1-2"}, {"x-ms-range", "bytes=7-"}});
  CHECK(part.status == 206);
  CHECK(part.text == "789");
  CHECK(http::find_field(part.headers, "content-range") == "bytes 7-9/10");
  CHECK(cache.get(url, {{"Range", "bytes=1-2"}}).text == "12");
  const auto beyond = cache.get(url, {{"x-ms-range", "bytes=10-"}});
  CHECK(beyond.status == 416);
  CHECK(http::find_field(beyond.headers, "content-range") == "bytes */10");
}

TEST_CASE("parameters may come in any order and with company", "[actions_cache]") {
  test::CacheService cache;
  cache.save("key", "payload");
  const auto url = cache.download_url("key");
  const auto query = url.find('?'), second = url.find("&sig=");
  const auto sorted = url.substr(0, query) + "?" + url.substr(second + 1) + "&timeout=30&" +
                      url.substr(query + 1, second - query - 1);
  CHECK(cache.get(sorted).text == "payload");
}
