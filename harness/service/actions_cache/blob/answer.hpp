// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>

namespace bxbench::service::actions_cache {

/// The errors of Azure's blob service that this one gives; the name is the `x-ms-error-code`.
struct BlobError {
  int status;
  const char* code;
};
constexpr BlobError authentication_failed{403, "AuthenticationFailed"};
constexpr BlobError blob_not_found{404, "BlobNotFound"};
constexpr BlobError blob_immutable{409, "BlobImmutableDueToPolicy"};
constexpr BlobError incomplete_body{400, "IncompleteBody"};
constexpr BlobError invalid_block_list{400, "InvalidBlockList"};
constexpr BlobError invalid_xml{400, "InvalidXmlDocument"};
constexpr BlobError invalid_query{400, "InvalidQueryParameterValue"};
constexpr BlobError missing_length{411, "MissingContentLengthHeader"};
constexpr BlobError too_large{413, "RequestBodyTooLarge"};
constexpr BlobError internal_error{500, "InternalError"};
/// Not Azure's: its clients would repeat a 500 for a quarter of an hour.
constexpr BlobError store_full{507, "InsufficientStorage"};

/// The error that an answer with this status has when it is given on purpose.
BlobError spoilt(int status);

/// An XML error as Azure's clients print it.
http::Response blob_error(const BlobError& error, std::string_view text);

/// The answer to a PUT that succeeded: 201 exactly, any other status is an error for the clients.
http::Response blob_created();

/// The fields that every blob answer carries. BuildKit's daemon dies when `x-ms-request-id` is
/// missing, and gives an upload up when a date is malformed.
void add_blob_fields(http::Response& response, const http::Request& request);

}  // namespace bxbench::service::actions_cache
