// SPDX-License-Identifier: Apache-2.0
#include <harness/http/url.hpp>
#include <harness/service/actions_cache/signature.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using namespace bxbench::service::actions_cache;
using namespace std::chrono_literals;

namespace {

const auto now = std::chrono::system_clock::time_point(500'000h);

SignatureCheck check(BlobOperation operation, std::chrono::seconds later) {
  const auto target = http::parse_target(sign_blob_target("secret", operation, 7, now));
  return check_blob_signature("secret", operation, 7, target->query, now + later);
}

}  // namespace

TEST_CASE("a signed path has the three segments that Azure's clients need", "[actions_cache]") {
  const auto target = http::parse_target(sign_blob_target("s", BlobOperation::upload, 7, now));
  CHECK(target->path == "/blob/upload/7");
}

TEST_CASE("a download's signature lasts ten minutes, an upload's an hour", "[actions_cache]") {
  CHECK(check(BlobOperation::download, 599s) == SignatureCheck::good);
  CHECK(check(BlobOperation::download, 600s) == SignatureCheck::expired);
  CHECK(check(BlobOperation::upload, 3599s) == SignatureCheck::good);
  CHECK(check(BlobOperation::upload, 3600s) == SignatureCheck::expired);
}

TEST_CASE("a signature of another secret is bad", "[actions_cache]") {
  const auto target = http::parse_target(sign_blob_target("x", BlobOperation::upload, 7, now));
  CHECK(check_blob_signature("secret", BlobOperation::upload, 7, target->query, now) ==
        SignatureCheck::bad);
}
