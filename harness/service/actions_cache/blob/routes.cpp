// SPDX-License-Identifier: Apache-2.0
#include <harness/http/byte_range.hpp>
#include <harness/service/actions_cache/blob/answer.hpp>
#include <harness/service/actions_cache/blob/routes.hpp>
#include <harness/service/actions_cache/blob/upload.hpp>
#include <harness/service/actions_cache/endpoint.hpp>

#include <fmt/format.h>

#include <charconv>

namespace asio = boost::asio;

namespace bxbench::service::actions_cache {
namespace {

std::string parameter(const http::Request& request, const std::string& name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string{} : found->second;
}

/// What both routes have in common: a signature opens them, errors are XML.
class BlobEndpoint : public Endpoint {
 public:
  explicit BlobEndpoint(BlobOperation operation) { grant_.operation = operation; }

  asio::awaitable<Outcome<void>> identify(Exchange& exchange) override { co_return open(exchange); }
  http::Response refuse(const Failure& failure) const override {
    return blob_error(authentication_failed, failure.text);
  }
  http::Response spoil(int status) const override {
    return blob_error(spoilt(status), "spoilt on purpose");
  }
  void complete(http::Response& response, const http::Request& request) const override {
    add_blob_fields(response, request);
  }

 protected:
  EntryId id() const { return grant_.id; }

 private:
  Outcome<void> open(Exchange& exchange) {
    const auto& digits = exchange.request.captures.at(0);
    std::from_chars(digits.data(), digits.data() + digits.size(), grant_.id);
    const auto now = std::chrono::system_clock::now();
    const auto& query = exchange.request.query;
    const auto check = check_blob_signature(exchange.state.secret, grant_, query, now);
    exchange.record.job = grant_.job;
    if (check == SignatureCheck::bad) return Failure{FailureKind::unauthenticated, "bad signature"};
    if (check == SignatureCheck::expired)
      return Failure{FailureKind::unauthenticated, "signature expired"};
    exchange.same = std::to_string(grant_.id) + parameter(exchange.request, "comp") +
                    parameter(exchange.request, "blockid");
    note_name(exchange);
    return {};
  }

  // An evicted entry's payload is still there as long as this URL may be used.
  void note_name(Exchange& exchange) const {
    const auto* entry = exchange.state.store->find(grant_.id);
    const auto payload = exchange.state.store->payload(grant_.id);
    if (!entry && !payload) return;
    const auto& name = entry ? entry->name : payload->name;
    exchange.record.key = name.key;
    exchange.record.scope = name.scope;
  }

  BlobGrant grant_;
};

class BlobUpload final : public BlobEndpoint {
 public:
  BlobUpload() : BlobEndpoint(BlobOperation::upload) {}
  asio::awaitable<Outcome<http::Response>> act(Exchange& exchange) override {
    auto& [state, request, body, record, same] = exchange;
    state.store->touch(id(), Clock::now());
    const auto what = parameter(request, "comp");
    const auto block = parameter(request, "blockid");
    http::Response response;
    if (!request.query.contains("comp")) {
      response = co_await put_blob(state, id(), body);
    } else if (what == "blocklist") {
      response = co_await put_block_list(state, id(), body);
    } else if (what == "block" && !block.empty()) {
      response = co_await put_block(state, id(), block, body);
    } else {
      response = blob_error(invalid_query, "unknown value of comp, or no blockid");
    }
    co_return response;
  }
};

class BlobDownload final : public BlobEndpoint {
 public:
  BlobDownload() : BlobEndpoint(BlobOperation::download) {}
  asio::awaitable<Outcome<http::Response>> act(Exchange& exchange) override {
    co_return download(exchange.state, exchange.request);
  }

 private:
  http::Response download(const ServiceState& state, const http::Request& request) const {
    auto payload = state.store->payload(id());
    if (!payload) return blob_error(blob_not_found, "no such entry");
    auto range = http::find_field(request.headers, "x-ms-range");
    if (range.empty()) range = http::find_field(request.headers, "Range");
    auto response = http::file_response(std::move(payload->file), payload->size, range);
    response.headers.push_back({"Content-Type", "application/octet-stream"});
    response.headers.push_back({"x-ms-blob-type", "BlockBlob"});
    // Without it the Azure SDK refuses the answer; an entry never changes.
    response.headers.push_back({"ETag", fmt::format("\"0x{:x}\"", id())});
    return response;
  }
};

}  // namespace

void add_blob_routes(http::Router& router, std::shared_ptr<ServiceState> state) {
  const Label upload{"blob", "upload"}, download{"blob", "download"};
  router.add("PUT", "/blob/upload/{}", handler<BlobUpload>(state, upload));
  router.add("GET", "/blob/download/{}", handler<BlobDownload>(state, download));
  router.add("HEAD", "/blob/download/{}", handler<BlobDownload>(state, download));
}

}  // namespace bxbench::service::actions_cache
