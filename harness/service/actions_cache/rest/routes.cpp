// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/endpoint.hpp>
#include <harness/service/actions_cache/operations/operations.hpp>
#include <harness/service/actions_cache/rest/answer.hpp>
#include <harness/service/actions_cache/rest/listing.hpp>
#include <harness/service/actions_cache/rest/routes.hpp>

#include <nlohmann/json.hpp>

#include <charconv>

namespace asio = boost::asio;

namespace bxbench::service::actions_cache {
namespace {

using nlohmann::json;

std::string parameter(const http::Request& request, const std::string& name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string{} : found->second;
}

bool may_write(const Caller& caller, const Entry& entry) {
  return caller.access.writable == entry.name.scope;
}

Failure not_found() {
  return {FailureKind::not_found, "Not Found"};
}

Failure not_writable() {
  return {FailureKind::permission_denied, "the token may not write the entry's scope"};
}

class RestEndpoint : public Endpoint {
 public:
  asio::awaitable<Outcome<void>> identify(Exchange& exchange) override {
    auto caller = authorize(exchange.state.secret, exchange.request);
    if (!caller) co_return Failure{FailureKind::unauthenticated, caller.error().message};
    exchange.record.job = caller->job;
    caller_ = std::move(*caller);
    for (const auto& [name, value] : exchange.request.query)
      exchange.same += name + "=" + value + "&";
    co_return read(exchange);
  }
  asio::awaitable<Outcome<http::Response>> act(Exchange& exchange) override {
    co_return answer(exchange);
  }
  http::Response refuse(const Failure& failure) const override { return rest_error(failure); }
  http::Response spoil(int status) const override { return rest_status(status); }

 protected:
  /// Reads what is asked, once it is known who asks.
  virtual Outcome<void> read(Exchange& exchange) = 0;
  virtual Outcome<http::Response> answer(Exchange& exchange) const = 0;
  const Caller& caller() const { return caller_; }

 private:
  Caller caller_;
};

Outcome<void> check_readable(const Caller& caller) {
  if (!caller.access.readable.empty()) return {};
  return Failure{FailureKind::permission_denied, "the token may read no scope"};
}

class ListRest final : public RestEndpoint {
  Outcome<void> read(Exchange& exchange) override {
    auto query = parse_list_query(exchange.request.query);
    if (!query) return query.error();
    query_ = std::move(*query);
    exchange.record.key = query_.key;
    return check_readable(caller());
  }
  Outcome<http::Response> answer(Exchange& exchange) const override {
    const auto page = list_entries(exchange.state.store->entries(), query_);
    auto response = rest_answer(200, rest_page(page));
    const auto url = origin(exchange.state, exchange.request) + exchange.request.path;
    const auto links = rest_links(url, exchange.request.query, query_, page.total);
    if (!links.empty()) response.headers.push_back({"Link", links});
    return response;
  }

  ListQuery query_;
};

class UsageRest final : public RestEndpoint {
  Outcome<void> read(Exchange&) override { return check_readable(caller()); }
  Outcome<http::Response> answer(Exchange& exchange) const override {
    ListQuery all;
    const auto& names = exchange.request.captures;
    return rest_answer(
        200, {{"full_name", names.at(0) + "/" + names.at(1)},
              {"active_caches_size_in_bytes", exchange.state.store->stored()},
              {"active_caches_count", list_entries(exchange.state.store->entries(), all).total}});
  }
};

class DeleteIdRest final : public RestEndpoint {
  Outcome<void> read(Exchange& exchange) override {
    const auto& digits = exchange.request.captures.at(2);
    const auto end = digits.data() + digits.size();
    const auto [stop, failure] = std::from_chars(digits.data(), end, id_);
    if (failure != std::errc{} || stop != end) return not_found();
    exchange.same += digits;
    if (const auto* entry = exchange.state.store->find(id_)) exchange.record.key = entry->name.key;
    return {};
  }
  Outcome<http::Response> answer(Exchange& exchange) const override {
    auto& store = *exchange.state.store;
    const auto* entry = store.find(id_);
    if (!entry || entry->state != EntryState::finalized) return not_found();
    if (!may_write(caller(), *entry)) return not_writable();
    exchange.record.scope = entry->name.scope;
    store.evict(id_, EvictionReason::asked);
    http::Response response;
    response.status = 204;
    return response;
  }

  EntryId id_ = 0;
};

/// Of entries with this very key in several scopes, those that the token may not write stay.
class DeleteKeyRest final : public RestEndpoint {
  Outcome<void> read(Exchange& exchange) override {
    exchange.record.key = parameter(exchange.request, "key");
    if (exchange.record.key.empty())
      return Failure{FailureKind::invalid_argument, "the parameter key is missing"};
    return {};
  }
  Outcome<http::Response> answer(Exchange& exchange) const override {
    auto& store = *exchange.state.store;
    const auto ref = parameter(exchange.request, "ref");
    std::size_t named = 0;
    Page deleted;
    for (const auto& [id, entry] : store.entries()) {
      if (entry.state != EntryState::finalized || entry.name.key != exchange.record.key) continue;
      if (!ref.empty() && entry.name.scope != ref) continue;
      ++named;
      if (may_write(caller(), entry)) deleted.entries.push_back(&entry);
    }
    if (named == 0) return not_found();
    if (deleted.entries.empty()) return not_writable();
    deleted.total = deleted.entries.size();
    auto response = rest_answer(200, rest_page(deleted));
    exchange.record.scope = *caller().access.writable;
    std::vector<EntryId> ids;
    for (const auto* entry : deleted.entries)
      ids.push_back(entry->id);
    for (const auto id : ids)
      store.evict(id, EvictionReason::asked);
    return response;
  }
};

}  // namespace

void add_rest_routes(http::Router& router, std::shared_ptr<ServiceState> state) {
  const Label list{"rest", "list"}, remove{"rest", "delete"};
  for (const std::string prefix : {"", "/api/v3"}) {
    const auto actions = prefix + "/repos/{}/{}/actions/";
    router.add("GET", actions + "caches", handler<ListRest>(state, list));
    router.add("GET", actions + "cache/usage", handler<UsageRest>(state, list));
    router.add("DELETE", actions + "caches", handler<DeleteKeyRest>(state, remove));
    router.add("DELETE", actions + "caches/{}", handler<DeleteIdRest>(state, remove));
  }
}

}  // namespace bxbench::service::actions_cache
