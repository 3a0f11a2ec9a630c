// SPDX-License-Identifier: Apache-2.0
#include <harness/http/url.hpp>
#include <harness/service/actions_cache/access/signature.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using namespace bxbench::service::actions_cache;
using namespace std::chrono_literals;

namespace {

const auto now = std::chrono::system_clock::time_point(500'000h);

struct Checked {
  SignatureCheck check;
  std::string job;
};

Checked check(const BlobGrant& signed_for, std::map<std::string, std::string> changed = {},
              std::chrono::seconds later = 0s, const std::string& secret = "secret") {
  auto query = http::parse_target(sign_blob_target("secret", signed_for, now))->query;
  for (const auto& [name, value] : changed)
    query[name] = value;
  BlobGrant grant{signed_for.operation, signed_for.id, {}};
  const auto result = check_blob_signature(secret, grant, query, now + later);
  return {result, grant.job};
}

const BlobGrant download{BlobOperation::download, 7, "build"};
const BlobGrant upload{BlobOperation::upload, 7, "build"};

}  // namespace

TEST_CASE("a signed path has the three segments that Azure's clients need", "[actions_cache]") {
  const auto target = http::parse_target(sign_blob_target("s", upload, now));
  CHECK(target->path == "/blob/upload/7");
}

TEST_CASE("a download's signature lasts ten minutes, an upload's an hour", "[actions_cache]") {
  CHECK(check(download, {}, 599s).check == SignatureCheck::good);
  CHECK(check(download, {}, 600s).check == SignatureCheck::expired);
  CHECK(check(upload, {}, 3599s).check == SignatureCheck::good);
  CHECK(check(upload, {}, 3600s).check == SignatureCheck::expired);
}

TEST_CASE("a signature of another secret is bad", "[actions_cache]") {
  CHECK(check(upload, {}, 0s, "other").check == SignatureCheck::bad);
}

TEST_CASE("a signed URL knows its job, which nobody can change", "[actions_cache]") {
  CHECK(check(download).job == "build");
  for (const std::string job : {"", "other", "build2"}) {
    const auto forged = check(download, {{"job", job}});
    CHECK(forged.check == SignatureCheck::bad);
    CHECK(forged.job.empty());
  }
}

TEST_CASE("a job's name may be any text", "[actions_cache]") {
  for (const std::string job : {"", "a b&sig=x", "ü/..:1", "7:9"}) {
    const BlobGrant grant{BlobOperation::download, 7, job};
    CHECK(check(grant).check == SignatureCheck::good);
    CHECK(check(grant).job == job);
  }
}
