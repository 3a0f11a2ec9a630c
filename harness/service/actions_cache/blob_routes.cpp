// SPDX-License-Identifier: Apache-2.0
#include <harness/http/byte_range.hpp>
#include <harness/service/actions_cache/blob_answer.hpp>
#include <harness/service/actions_cache/blob_routes.hpp>
#include <harness/service/actions_cache/blob_upload.hpp>
#include <harness/service/actions_cache/signature.hpp>

#include <charconv>

namespace asio = boost::asio;

namespace bxbench::service::actions_cache {
namespace {

/// The entry that a URL names and its signature opens, or the answer that refuses it.
struct Opened {
  EntryId id = 0;
  std::optional<http::Response> refused{};
};

Opened open(const ServiceState& state, const http::Request& request, BlobOperation operation) {
  Opened opened;
  const auto& digits = request.captures.at(0);
  std::from_chars(digits.data(), digits.data() + digits.size(), opened.id);
  const auto now = std::chrono::system_clock::now();
  switch (check_blob_signature(state.secret, operation, opened.id, request.query, now)) {
    case SignatureCheck::bad:
      opened.refused = blob_error(authentication_failed, "bad signature");
      break;
    case SignatureCheck::expired:
      opened.refused = blob_error(authentication_failed, "signature expired");
      break;
    case SignatureCheck::good:
      break;
  }
  return opened;
}

void describe(const ServiceState& state, EntryId id, RequestRecord& record) {
  const auto* entry = state.store->find(id);
  if (!entry) return;
  record.key = entry->name.key;
  record.scope = entry->name.scope;
}

asio::awaitable<http::Response> upload(std::shared_ptr<ServiceState> state,
                                       const http::Request& request, http::Body& body,
                                       RequestRecord& record) {
  auto opened = open(*state, request, BlobOperation::upload);
  if (opened.refused) co_return std::move(*opened.refused);
  describe(*state, opened.id, record);
  state->store->touch(opened.id, Clock::now());
  const auto what = request.query.find("comp");
  http::Response response;
  if (what == request.query.end()) {
    response = co_await put_blob(state, opened.id, body);
  } else if (what->second == "blocklist") {
    response = co_await put_block_list(state, opened.id, body);
  } else if (what->second == "block" && request.query.contains("blockid")) {
    response = co_await put_block(state, opened.id, request.query.at("blockid"), body);
  } else {
    response = blob_error(invalid_query, "unknown value of comp, or no blockid");
  }
  co_return response;
}

http::Response download(const ServiceState& state, const http::Request& request,
                        RequestRecord& record) {
  auto opened = open(state, request, BlobOperation::download);
  if (opened.refused) return std::move(*opened.refused);
  const auto* entry = state.store->find(opened.id);
  if (!entry || entry->state != EntryState::finalized)
    return blob_error(blob_not_found, "no such entry");
  describe(state, opened.id, record);
  auto range = http::find_field(request.headers, "x-ms-range");
  if (range.empty()) range = http::find_field(request.headers, "Range");
  auto response = http::file_response(state.store->payload(opened.id), entry->size, range);
  response.headers.push_back({"Content-Type", "application/octet-stream"});
  response.headers.push_back({"x-ms-blob-type", "BlockBlob"});
  return response;
}

http::Handler upload_handler(std::shared_ptr<ServiceState> state) {
  return [=](const http::Request& request, http::Body& body) -> asio::awaitable<http::Response> {
    Answer answer;
    answer.record.operation = "upload";
    answer.response = co_await upload(state, request, body, answer.record);
    add_blob_fields(answer.response, request);
    co_return logged(state, std::move(answer));
  };
}

http::Handler download_handler(std::shared_ptr<ServiceState> state) {
  return [=](const http::Request& request, http::Body&) -> asio::awaitable<http::Response> {
    Answer answer;
    answer.record.operation = "download";
    answer.response = download(*state, request, answer.record);
    add_blob_fields(answer.response, request);
    co_return logged(state, std::move(answer));
  };
}

}  // namespace

void add_blob_routes(http::Router& router, std::shared_ptr<ServiceState> state) {
  router.add("PUT", "/blob/upload/{}", upload_handler(state));
  router.add("GET", "/blob/download/{}", download_handler(state));
  router.add("HEAD", "/blob/download/{}", download_handler(state));
}

}  // namespace bxbench::service::actions_cache
