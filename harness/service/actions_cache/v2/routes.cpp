// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/endpoint.hpp>
#include <harness/service/actions_cache/operations/operations.hpp>
#include <harness/service/actions_cache/v2/messages.hpp>
#include <harness/service/actions_cache/v2/routes.hpp>
#include <harness/service/actions_cache/v2/twirp.hpp>

#include <boost/algorithm/string/predicate.hpp>

namespace asio = boost::asio;

namespace bxbench::service::actions_cache {
namespace {

constexpr std::size_t longest_body = 64 * 1024;

class CallV2 final : public Endpoint {
 public:
  explicit CallV2(MethodV2 method) : method_(method) {}

  asio::awaitable<Outcome<void>> identify(Exchange& exchange) override {
    auto caller = authorize(exchange.state.secret, exchange.request);
    if (!caller) co_return Failure{FailureKind::unauthenticated, caller.error().message};
    exchange.record.job = caller->job;
    caller_ = std::move(*caller);
    const auto text = co_await exchange.body.text(longest_body);
    if (!text) co_return Failure{FailureKind::malformed, text.error().message};
    co_return read(exchange, *text);
  }

  asio::awaitable<Outcome<http::Response>> act(Exchange& exchange) override {
    const auto answer = run(exchange);
    if (!answer) co_return answer.error();
    http::Response response;
    response.headers.push_back({"Content-Type", protobuf_ ? protobuf_type : "application/json"});
    response.text =
        protobuf_ ? encode_protobuf_v2(method_, *answer) : encode_json_v2(method_, *answer);
    co_return response;
  }

  http::Response refuse(const Failure& failure) const override { return twirp_error(failure); }
  http::Response spoil(int status) const override { return twirp_status(status); }

 private:
  static constexpr const char* protobuf_type = "application/protobuf";

  // Whatever else the Content-Type says, it is read as JSON.
  Outcome<void> read(Exchange& exchange, std::string_view text) {
    const auto type = http::find_field(exchange.request.headers, "Content-Type");
    protobuf_ = boost::istarts_with(type, protobuf_type);
    auto message = protobuf_ ? parse_protobuf_v2(method_, text) : parse_json_v2(text);
    if (!message) return message.error();
    message_ = std::move(*message);
    exchange.record.key = message_.key;
    exchange.same = message_.version;
    return {};
  }

  Outcome<AnswerV2> run(Exchange& exchange) const {
    switch (method_) {
      case MethodV2::look_up:
        return look_up(exchange);
      case MethodV2::create:
        return create(exchange);
      case MethodV2::finalize:
        break;
    }
    return finalize(exchange);
  }

  // A miss is an answer, too: the clients take any other status for a failure.
  Outcome<AnswerV2> look_up(Exchange& exchange) const {
    std::vector<std::string> keys{message_.key};
    keys.insert(keys.end(), message_.restore_keys.begin(), message_.restore_keys.end());
    const auto found =
        actions_cache::look_up(exchange.state, caller_, keys, message_.version, exchange.record);
    if (!found) return found.error();
    AnswerV2 answer;
    if (!*found) return answer;
    answer.ok = true;
    answer.matched_key = (*found)->name.key;
    answer.url = blob_url(exchange.state, exchange.request,
                          {BlobOperation::download, (*found)->id, caller_.job});
    return answer;
  }

  Outcome<AnswerV2> create(Exchange& exchange) const {
    const auto id =
        reserve(exchange.state, caller_, {message_.key, message_.version}, exchange.record);
    if (!id) return id.error();
    AnswerV2 answer;
    answer.ok = true;
    answer.url =
        blob_url(exchange.state, exchange.request, {BlobOperation::upload, *id, caller_.job});
    return answer;
  }

  Outcome<AnswerV2> finalize(Exchange& exchange) const {
    const Wanted wanted{message_.key, message_.version};
    const auto id = find_reservation(exchange.state, caller_, wanted, exchange.record);
    if (!id) return id.error();
    const auto done = actions_cache::finalize(exchange.state, *id, message_.size_bytes.value_or(0));
    if (!done) return done.error();
    AnswerV2 answer;
    answer.ok = true;
    answer.entry_id = *id;
    return answer;
  }

  MethodV2 method_;
  Caller caller_;
  MessageV2 message_;
  bool protobuf_ = false;
};

}  // namespace

void add_routes_v2(http::Router& router, std::shared_ptr<ServiceState> state) {
  const std::string service = "/twirp/github.actions.results.api.v1.CacheService/";
  const auto add = [&](const char* name, const char* operation, MethodV2 method) {
    router.add("POST", service + name, handler<CallV2>(state, {"v2", operation}, method));
  };
  add("GetCacheEntryDownloadURL", "lookup", MethodV2::look_up);
  add("CreateCacheEntry", "create", MethodV2::create);
  add("FinalizeCacheEntryUpload", "finalize", MethodV2::finalize);
}

}  // namespace bxbench::service::actions_cache
