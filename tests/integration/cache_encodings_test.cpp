// SPDX-License-Identifier: Apache-2.0
// The Twirp clients and the blob client inside @actions/cache, where the package itself does not
// go: protobuf, empty entries, many small blocks and ranges.
#include <tests/integration/cache_node.hpp>

#include <catch2/catch_test_macros.hpp>

using nlohmann::json;

namespace bxbench::tests {
namespace {

json entry_of(const std::string& encoding, const std::string& key, const std::string& text) {
  return {{"op", "entry"}, {"encoding", encoding}, {"key", key}, {"text", text}};
}

json call_of(const std::string& encoding, const std::string& method, const json& request) {
  return {{"op", "twirp"}, {"encoding", encoding}, {"method", method}, {"request", request}};
}

void check_entries(NodeWorld& world, const std::string& encoding) {
  const auto key = encoding + " ../../x#\xc3\xbc";
  const auto done = world.perform(json::array({
      entry_of(encoding, key, "content"),
      entry_of(encoding, encoding + "-empty", ""),
      entry_of(encoding, key, "other"),
      call_of(encoding, "GetCacheEntryDownloadURL",
              {{"key", "none"}, {"restoreKeys", {encoding + " .."}}, {"version", "v"}}),
      call_of(encoding, "GetCacheEntryDownloadURL", {{"key", "none"}, {"version", "v"}}),
      call_of(encoding, "FinalizeCacheEntryUpload",
              {{"key", "none"}, {"version", "v"}, {"sizeBytes", 1}}),
      call_of(encoding, "CreateCacheEntry", {{"key", ""}, {"version", "v"}}),
  }));
  INFO(done.dump(1));
  const auto client = "Twirp client of 6.3.0, " + encoding;
  const auto text = [&](std::size_t index) {
    return done[index].contains("error") ? done[index]["error"].get<std::string>()
                                         : done[index].value("content", "no content");
  };
  world.check(client, "create, upload, finalize, look up, download", "content", text(0));
  world.check(client, "the same with 0 bytes", "", text(1));
  world.check(client, "create what exists", "Error: 409 already_exists",
              text(2).substr(0, 11) +
                  (text(2).find("already_exists") == std::string::npos ? "" : "already_exists"));
  const auto& answer = done[3].value("answer", json::object());
  world.check(client, "look up by a restore key", key, answer.value("matchedKey", "none"));
  world.check(client, "look up what is not there", "no",
              done[4].value("answer", json::object()).value("ok", true) ? "yes" : "no");
  world.check(client, "finalize what was never reserved", "Error: 404", text(5).substr(0, 10));
  world.check(client, "create without a key", "Error: 400", text(6).substr(0, 10));
}

TEST_CASE("the generated protobuf client gets the same answers as the JSON client") {
  NodeWorld world;
  check_entries(world, "json");
  check_entries(world, "protobuf");
}

TEST_CASE("an upload in many parallel blocks comes back in many parallel ranges") {
  NodeWorld world;
  std::string text;
  for (int number = 0; text.size() < 300'000; ++number)
    text += std::to_string(number) + " ";
  const auto url = [&](const json& result, const char* name) {
    return result["answer"][name].get<std::string>();
  };
  const auto created = world.perform(
      json::array({call_of("json", "CreateCacheEntry", {{"key", "k"}, {"version", "v"}})}));
  const auto stored = world.perform(json::array({
      {{"op", "uploadBlocks"},
       {"url", url(created[0], "signedUploadUrl")},
       {"text", text},
       {"block", 7'001},
       {"parallel", 8}},
      call_of("json", "FinalizeCacheEntryUpload",
              {{"key", "k"}, {"version", "v"}, {"sizeBytes", text.size()}}),
      call_of("json", "GetCacheEntryDownloadURL", {{"key", "k"}, {"version", "v"}}),
  }));
  INFO(stored.dump(1));
  const auto read = world.perform(json::array({{{"op", "downloadRanges"},
                                                {"url", url(stored[2], "signedDownloadUrl")},
                                                {"block", 9'999},
                                                {"parallel", 8}}}));
  INFO(read.dump(1));
  world.check("Azure blob client 12.32.0", "43 blocks, 31 ranges, 8 at a time", "unchanged",
              read[0].value("text", "") == text ? "unchanged" : "changed");
  CHECK(only(world.new_requests(), "download").size() >= 31);
}

}  // namespace
}  // namespace bxbench::tests
