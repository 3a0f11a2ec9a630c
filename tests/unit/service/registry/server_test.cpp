// SPDX-License-Identifier: Apache-2.0
#include <harness/service/registry/server.hpp>

#include <catch2/catch_test_macros.hpp>

namespace bxbench::service::registry {
namespace {

TEST_CASE("an access log is summed up, other lines are skipped", "[service]") {
  const auto usage = usage_of_log(
      "time=\"x\" level=warning msg=\"No HTTP secret provided\"\n"
      "127.0.0.1 - - [21/Nov/2026:07:00:00 +0000] \"GET /v2/ HTTP/1.1\" 200 2 \"\" \"a/1 (b)\"\n"
      "127.0.0.1 - - [21/Nov/2026:07:00:01 +0000] \"GET /v2/c/blobs/x HTTP/1.1\" 206 1000 \"\" "
      "\"a\"\n");
  CHECK(usage.requests == 2);
  CHECK(usage.sent == 1002);
}

TEST_CASE("a registry is told its place and its port", "[service]") {
  const auto text = config_text({"/conf", "/data", 4711, true});
  CHECK(text.find("rootdirectory: /data\n") != std::string::npos);
  CHECK(text.find("addr: 127.0.0.1:4711\n") != std::string::npos);
}

}  // namespace
}  // namespace bxbench::service::registry
