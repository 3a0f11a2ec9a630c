// SPDX-License-Identifier: Apache-2.0
#include <harness/http/url.hpp>
#include <harness/service/actions_cache/access/signature.hpp>
#include <harness/support/digest.hpp>

#include <fmt/format.h>
#include <openssl/crypto.h>

#include <charconv>

namespace bxbench::service::actions_cache {
namespace {

using WallClock = std::chrono::system_clock;

/// A download is asked for right after its lookup; an upload may last, block by block, on a slow
/// link.
constexpr std::chrono::minutes download_lifetime{10}, upload_lifetime{60};

std::string_view name_of(BlobOperation operation) {
  return operation == BlobOperation::upload ? "upload" : "download";
}

/// The job comes last: whatever is in its name, it cannot pass for another field.
std::string signature(std::string_view secret, const BlobGrant& grant, std::string_view expiry) {
  return to_hex(hmac_sha256(secret, fmt::format("blob:{}:{}:{}:{}", name_of(grant.operation),
                                                grant.id, expiry, grant.job)));
}

std::string parameter(const std::map<std::string, std::string>& query, const std::string& name) {
  const auto found = query.find(name);
  return found == query.end() ? std::string{} : found->second;
}

std::int64_t epoch_seconds(WallClock::time_point time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

}  // namespace

std::string sign_blob_target(std::string_view secret, const BlobGrant& grant,
                             WallClock::time_point now) {
  const auto upload = grant.operation == BlobOperation::upload;
  const auto expiry =
      std::to_string(epoch_seconds(now + (upload ? upload_lifetime : download_lifetime)));
  return fmt::format("/blob/{}/{}?se={}&job={}&sig={}", name_of(grant.operation), grant.id, expiry,
                     http::encode_query_value(grant.job), signature(secret, grant, expiry));
}

SignatureCheck check_blob_signature(std::string_view secret, BlobGrant& grant,
                                    const std::map<std::string, std::string>& query,
                                    WallClock::time_point now) {
  const auto expiry = parameter(query, "se");
  const auto given = parameter(query, "sig");
  grant.job = parameter(query, "job");
  const auto expected = signature(secret, grant, expiry);
  if (given.size() != expected.size() ||
      CRYPTO_memcmp(given.data(), expected.data(), expected.size()) != 0) {
    grant.job.clear();
    return SignatureCheck::bad;
  }
  std::int64_t end = 0;
  std::from_chars(expiry.data(), expiry.data() + expiry.size(), end);
  return epoch_seconds(now) < end ? SignatureCheck::good : SignatureCheck::expired;
}

}  // namespace bxbench::service::actions_cache
