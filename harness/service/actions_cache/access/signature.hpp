// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/entry/entry.hpp>

#include <chrono>
#include <map>
#include <string>
#include <string_view>

namespace bxbench::service::actions_cache {

/// What a signed URL allows: one operation on one entry.
enum class BlobOperation { upload, download };

/// What a signed URL says. Traffic through it counts as the job's, so the job is signed too: it is
/// no secret, but no client may choose another one.
struct BlobGrant {
  BlobOperation operation = BlobOperation::download;
  EntryId id = 0;
  std::string job;
};

/// "/blob/upload/17?se=…&job=…&sig=…". Three segments (account, container, blob), as Azure's
/// clients insist, and no character that a client would escape anew.
std::string sign_blob_target(std::string_view secret, const BlobGrant& grant,
                             std::chrono::system_clock::time_point now);

enum class SignatureCheck { good, bad, expired };

/// Checks the parsed parameters: Go's client sorts them, and both add their own. The grant's job is
/// not compared but read from them; it is left empty when the signature is bad.
SignatureCheck check_blob_signature(std::string_view secret, BlobGrant& grant,
                                    const std::map<std::string, std::string>& query,
                                    std::chrono::system_clock::time_point now);

}  // namespace bxbench::service::actions_cache
