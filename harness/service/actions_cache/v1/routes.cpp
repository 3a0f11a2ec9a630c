// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/endpoint.hpp>
#include <harness/service/actions_cache/operations/iso_time.hpp>
#include <harness/service/actions_cache/v1/chunk_upload.hpp>
#include <harness/service/actions_cache/v1/messages.hpp>
#include <harness/service/actions_cache/v1/routes.hpp>

#include <nlohmann/json.hpp>

#include <charconv>

namespace asio = boost::asio;

namespace bxbench::service::actions_cache {
namespace {

using nlohmann::json;

constexpr std::size_t longest_body = 64 * 1024;

std::string parameter(const http::Request& request, const std::string& name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string{} : found->second;
}

http::Response no_content() {
  http::Response response;
  response.status = 204;
  return response;
}

/// What all routes have in common: a token opens them, errors are JSON.
class EndpointV1 : public Endpoint {
 public:
  asio::awaitable<Outcome<void>> identify(Exchange& exchange) override {
    auto caller = authorize(exchange.state.secret, exchange.request);
    if (!caller) co_return Failure{FailureKind::unauthenticated, caller.error().message};
    exchange.record.job = caller->job;
    caller_ = std::move(*caller);
    const auto read = co_await this->read(exchange);
    co_return read;
  }
  http::Response refuse(const Failure& failure) const override { return error_v1(failure); }
  http::Response spoil(int status) const override { return status_v1(status); }

 protected:
  /// Reads what is asked, once it is known who asks.
  virtual asio::awaitable<Outcome<void>> read(Exchange& exchange) = 0;
  const Caller& caller() const { return caller_; }

 private:
  Caller caller_;
};

class LookUpV1 final : public EndpointV1 {
 public:
  asio::awaitable<Outcome<http::Response>> act(Exchange& exchange) override {
    co_return look_up(exchange);
  }

 private:
  asio::awaitable<Outcome<void>> read(Exchange& exchange) override {
    version_ = parameter(exchange.request, "version");
    auto keys = parse_keys_v1(parameter(exchange.request, "keys"));
    if (!keys) co_return keys.error();
    keys_ = std::move(*keys);
    exchange.record.key = keys_.front();
    exchange.same = version_;
    co_return Outcome<void>{};
  }

  Outcome<http::Response> look_up(Exchange& exchange) const {
    const auto found =
        actions_cache::look_up(exchange.state, caller(), keys_, version_, exchange.record);
    if (!found) return found.error();
    if (!*found) return no_content();
    const auto& [id, name, created] = **found;
    const BlobGrant grant{BlobOperation::download, id, caller().job};
    return answer_v1(200, {{"cacheKey", name.key},
                           {"scope", name.scope},
                           {"cacheVersion", name.version},
                           {"creationTime", iso_time(created)},
                           {"archiveLocation", blob_url(exchange.state, exchange.request, grant)}});
  }

  std::vector<std::string> keys_;
  std::string version_;
};

class ReserveEndpointV1 final : public EndpointV1 {
 public:
  asio::awaitable<Outcome<http::Response>> act(Exchange& exchange) override {
    co_return reserve(exchange);
  }

 private:
  asio::awaitable<Outcome<void>> read(Exchange& exchange) override {
    const auto text = co_await exchange.body.text(longest_body);
    if (!text) co_return Failure{FailureKind::malformed, text.error().message};
    auto message = parse_reserve_v1(*text);
    if (!message) co_return message.error();
    message_ = std::move(*message);
    exchange.record.key = message_.wanted.key;
    exchange.same = message_.wanted.version;
    co_return Outcome<void>{};
  }

  Outcome<http::Response> reserve(Exchange& exchange) const {
    if (message_.size)
      if (auto good = check_size(exchange.state, *message_.size); !good) return good.error();
    const auto id =
        actions_cache::reserve(exchange.state, caller(), message_.wanted, exchange.record);
    if (!id) return id.error();
    exchange.state.store->blocks(*id).chunks.announced = message_.size;
    return answer_v1(201, {{"cacheId", *id}});
  }

  ReserveV1 message_;
};

/// A route whose path names a reservation.
class ReservationV1 : public EndpointV1 {
 protected:
  asio::awaitable<Outcome<void>> read(Exchange& exchange) override {
    const auto& digits = exchange.request.captures.at(0);
    const auto end = digits.data() + digits.size();
    const auto [stop, failure] = std::from_chars(digits.data(), end, id_);
    if (failure != std::errc{} || stop != end)
      co_return Failure{FailureKind::not_found, "no such reservation"};
    const auto found = find_reservation(exchange.state, caller(), id_, exchange.record);
    if (!found) co_return found.error();
    const auto read = co_await read_more(exchange);
    co_return read;
  }
  virtual asio::awaitable<Outcome<void>> read_more(Exchange& exchange) = 0;
  EntryId id() const { return id_; }

 private:
  EntryId id_ = 0;
};

class UploadV1 final : public ReservationV1 {
 public:
  asio::awaitable<Outcome<http::Response>> act(Exchange& exchange) override {
    const auto done = co_await put_chunk(exchange.state, id(), range_, exchange.body);
    if (!done) co_return done.error();
    co_return no_content();
  }

 private:
  asio::awaitable<Outcome<void>> read_more(Exchange& exchange) override {
    const auto text = http::find_field(exchange.request.headers, "Content-Range");
    const auto range = parse_content_range(text);
    if (!range)
      co_return Failure{FailureKind::invalid_argument,
                        "a chunk needs 'Content-Range: bytes A-B/*'"};
    range_ = *range;
    exchange.same = std::to_string(id()) + std::string(text);
    co_return Outcome<void>{};
  }

  ChunkRange range_;
};

class CommitV1 final : public ReservationV1 {
 public:
  asio::awaitable<Outcome<http::Response>> act(Exchange& exchange) override {
    co_return commit(exchange);
  }

 private:
  asio::awaitable<Outcome<void>> read_more(Exchange& exchange) override {
    const auto text = co_await exchange.body.text(longest_body);
    if (!text) co_return Failure{FailureKind::malformed, text.error().message};
    const auto size = parse_commit_v1(*text);
    if (!size) co_return size.error();
    size_ = *size;
    exchange.same = std::to_string(id());
    co_return Outcome<void>{};
  }

  Outcome<http::Response> commit(Exchange& exchange) const {
    // The reservation may have ended since, while the request was delayed.
    auto& record = exchange.record;
    if (auto there = find_reservation(exchange.state, caller(), id(), record); !there)
      return there.error();
    if (auto done = commit_chunks(exchange.state, id(), size_); !done) return done.error();
    if (auto done = finalize(exchange.state, id(), size_); !done) return done.error();
    return no_content();
  }

  Bytes size_ = 0;
};

/// What @actions/cache asks for after a miss when it is told to debug.
class ListV1 final : public EndpointV1 {
 public:
  asio::awaitable<Outcome<http::Response>> act(Exchange& exchange) override {
    auto caches = json::array();
    const auto& prefix = exchange.record.key;
    for (const auto* entry : readable_entries(exchange.state, caller(), prefix))
      caches.push_back({{"cacheKey", entry->name.key},
                        {"scope", entry->name.scope},
                        {"cacheVersion", entry->name.version},
                        {"creationTime", iso_time(entry->created)}});
    json message{{"totalCount", caches.size()}, {"artifactCaches", caches}};
    co_return answer_v1(200, message);
  }

 private:
  asio::awaitable<Outcome<void>> read(Exchange& exchange) override {
    exchange.record.key = parameter(exchange.request, "key");
    co_return Outcome<void>{};
  }
};

}  // namespace

void add_routes_v1(http::Router& router, std::shared_ptr<ServiceState> state) {
  const std::string base = "/_apis/artifactcache/";
  const auto label = [](const char* operation) { return Label{"v1", operation}; };
  router.add("GET", base + "cache", handler<LookUpV1>(state, label("lookup")));
  router.add("POST", base + "caches", handler<ReserveEndpointV1>(state, label("create")));
  router.add("GET", base + "caches", handler<ListV1>(state, label("list")));
  router.add("PATCH", base + "caches/{}", handler<UploadV1>(state, label("upload")));
  router.add("POST", base + "caches/{}", handler<CommitV1>(state, label("finalize")));
}

}  // namespace bxbench::service::actions_cache
