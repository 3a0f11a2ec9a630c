// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/signature.hpp>
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

std::string signature(std::string_view secret, BlobOperation operation, EntryId id,
                      std::string_view expiry) {
  return to_hex(hmac_sha256(secret, fmt::format("blob:{}:{}:{}", name_of(operation), id, expiry)));
}

std::string parameter(const std::map<std::string, std::string>& query, const std::string& name) {
  const auto found = query.find(name);
  return found == query.end() ? std::string{} : found->second;
}

std::int64_t epoch_seconds(WallClock::time_point time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

}  // namespace

std::string sign_blob_target(std::string_view secret, BlobOperation operation, EntryId id,
                             WallClock::time_point now) {
  const auto lifetime = operation == BlobOperation::upload ? upload_lifetime : download_lifetime;
  const auto expiry = std::to_string(epoch_seconds(now + lifetime));
  return fmt::format("/blob/{}/{}?se={}&sig={}", name_of(operation), id, expiry,
                     signature(secret, operation, id, expiry));
}

SignatureCheck check_blob_signature(std::string_view secret, BlobOperation operation, EntryId id,
                                    const std::map<std::string, std::string>& query,
                                    WallClock::time_point now) {
  const auto expiry = parameter(query, "se");
  const auto given = parameter(query, "sig");
  const auto expected = signature(secret, operation, id, expiry);
  if (given.size() != expected.size() ||
      CRYPTO_memcmp(given.data(), expected.data(), expected.size()) != 0)
    return SignatureCheck::bad;
  std::int64_t end = 0;
  std::from_chars(expiry.data(), expiry.data() + expiry.size(), end);
  return epoch_seconds(now) < end ? SignatureCheck::good : SignatureCheck::expired;
}

}  // namespace bxbench::service::actions_cache
