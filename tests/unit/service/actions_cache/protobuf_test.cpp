// SPDX-License-Identifier: Apache-2.0
// Protocol v2 in protobuf's binary encoding. The bytes are written by hand: tag, length, text.
#include <harness/service/actions_cache/v2/messages.hpp>
#include <tests/support/cache_service.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using namespace bxbench::service::actions_cache;

namespace {

std::string text_field(int number, const std::string& text) {
  return std::string(1, static_cast<char>(number << 3 | 2)) + static_cast<char>(text.size()) + text;
}

std::string number_field(int number, char value) {
  return std::string(1, static_cast<char>(number << 3)) + value;
}

http::Reply call(test::CacheService& cache, const std::string& method, const std::string& message) {
  return cache.ask("POST", "twirp/github.actions.results.api.v1.CacheService/" + method, message,
                   {{"Content-Type", "application/protobuf"}});
}

/// The text of a length-delimited field in a flat answer whose lengths have up to two bytes.
std::string field_in(const std::string& bytes, int number) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto tag = static_cast<unsigned char>(bytes[at++]);
    std::size_t value = static_cast<unsigned char>(bytes[at++]);
    if (value >= 128) value = value - 128 + 128 * static_cast<unsigned char>(bytes[at++]);
    if ((tag & 7) == 0) continue;
    if (tag >> 3 == number) return bytes.substr(at, value);
    at += value;
  }
  return {};
}

}  // namespace

TEST_CASE("protobuf: an entry is created, uploaded, finalized and found", "[actions_cache]") {
  test::CacheService cache;
  const auto created = call(cache, "CreateCacheEntry", text_field(2, "key") + text_field(3, "v"));
  CHECK(http::find_field(created.headers, "Content-Type") == "application/protobuf");
  cache.put(field_in(created.text, 2), "12345");
  const auto finalized = call(cache, "FinalizeCacheEntryUpload",
                              text_field(2, "key") + number_field(3, 5) + text_field(4, "v"));
  CHECK(finalized.text == std::string("\x08\x01\x10\x01"));
  const auto found = call(cache, "GetCacheEntryDownloadURL",
                          text_field(2, "none") + text_field(3, "ke") + text_field(4, "v"));
  CHECK(field_in(found.text, 3) == "key");
  CHECK(cache.get(field_in(found.text, 2)).text == "12345");
}

TEST_CASE("protobuf: a miss is an empty message, an error is Twirp's JSON", "[actions_cache]") {
  test::CacheService cache;
  const auto miss =
      call(cache, "GetCacheEntryDownloadURL", text_field(2, "key") + text_field(4, "v"));
  CHECK(miss.status == 200);
  CHECK(miss.text.empty());
  const auto create = text_field(2, "key") + text_field(3, "v");
  call(cache, "CreateCacheEntry", create);
  const auto conflict = call(cache, "CreateCacheEntry", create);
  CHECK(conflict.status == 409);
  CHECK(test::json_of(conflict).at("code") == "already_exists");
  CHECK(http::find_field(conflict.headers, "Content-Type") == "application/json");
}

TEST_CASE("protobuf: unknown fields are skipped, an absent size is 0", "[actions_cache]") {
  const auto message =
      parse_protobuf_v2(MethodV2::finalize, text_field(1, "\x08\x01") + text_field(2, "k") +
                                                text_field(4, "v") + number_field(9, 1));
  REQUIRE(message.has_value());
  CHECK(message->key == "k");
  CHECK(message->version == "v");
  CHECK(message->size_bytes == 0);
}

TEST_CASE("protobuf: what is no message is refused", "[actions_cache]") {
  const auto good = text_field(2, "k") + text_field(4, "v");
  for (const auto& bytes :
       {std::string{}, std::string("\x12\x7fk"), std::string("\x00", 1), good + '\x12',
        good + number_field(2, 1), good + text_field(3, "\xff"), good + std::string("\xff\xff"),
        text_field(2, "a\nb") + text_field(4, "v"), text_field(2, "k")})
    CHECK(parse_protobuf_v2(MethodV2::look_up, bytes).has_error());
  const auto negative = good + "\x18" + std::string(9, '\xff') + '\x01';
  CHECK(parse_protobuf_v2(MethodV2::finalize, negative).has_error());
  CHECK(parse_protobuf_v2(MethodV2::finalize, good + text_field(3, "5")).has_error());
}
