// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/entry/entry.hpp>

#include <map>
#include <string_view>

namespace bxbench::service::actions_cache {

/// What a signed URL allows: one operation on one entry.
enum class BlobOperation { upload, download };

/// "/blob/upload/17?se=…&sig=…". Three segments (account, container, blob), as Azure's clients
/// insist, and no character that a client would escape anew.
std::string sign_blob_target(std::string_view secret, BlobOperation operation, EntryId id,
                             std::chrono::system_clock::time_point now);

enum class SignatureCheck { good, bad, expired };

/// Checks the parsed parameters: Go's client sorts them, and both add their own.
SignatureCheck check_blob_signature(std::string_view secret, BlobOperation operation, EntryId id,
                                    const std::map<std::string, std::string>& query,
                                    std::chrono::system_clock::time_point now);

}  // namespace bxbench::service::actions_cache
