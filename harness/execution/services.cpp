// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/services.hpp>

#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace fs = std::filesystem;

namespace bxbench::execution {
namespace {

namespace cache = service::actions_cache;
constexpr int read = 1, read_and_write = 3;

/// GitHub's rules: a job writes its own ref's entries, and reads these, those of the branch that a
/// pull request is for, and those of the default branch, in this order.
std::vector<cache::Grant> grants_of(const suite::RunJob& job) {
  const bool may_write = job.token != suite::TokenKind::read_only;
  std::vector<cache::Grant> grants{{job.ref, may_write ? read_and_write : read}};
  for (const std::string& scope : {job.base, std::string(suite::default_branch)}) {
    const auto same = [&](const cache::Grant& grant) { return grant.scope == scope; };
    if (!scope.empty() && std::none_of(grants.begin(), grants.end(), same))
      grants.push_back({scope, read});
  }
  return grants;
}

std::string token_of(const cache::Server& server, const suite::RunJob& job) {
  cache::TokenOrder order;
  order.grants = grants_of(job);
  order.job = job.name;
  if (job.token == suite::TokenKind::expired) order.lifetime = std::chrono::seconds(-1);
  auto token = server.token(order);
  if (job.token == suite::TokenKind::forged) token.replace(token.rfind('.') + 1, 4, "none");
  return token;
}

std::string url_of(const link::Proxy& proxy) {
  return fmt::format("http://{}/", proxy.host());
}

/// Of "127.0.0.1:PORT", in an URL too.
unsigned short port_in(std::string_view address) {
  unsigned short port = 0;
  address.remove_prefix(address.rfind(':') + 1);
  std::from_chars(address.data(), address.data() + address.size(), port);
  return port;
}

}  // namespace

std::string Services::registry_host() const {
  return registry_link ? registry_link->host() : registry->host();
}

process::Environment Services::job_environment(const suite::RunJob& job) const {
  const auto url = actions_cache_link ? url_of(*actions_cache_link) : actions_cache->url();
  process::Environment environment{{"ACTIONS_RESULTS_URL", url},
                                   {"ACTIONS_CACHE_URL", url},
                                   {"ACTIONS_CACHE_SERVICE_V2", "true"},
                                   {"no_proxy", "127.0.0.1,localhost"}};
  if (job.token != suite::TokenKind::unset)
    environment["ACTIONS_RUNTIME_TOKEN"] = token_of(*actions_cache, job);
  return environment;
}

boost::asio::awaitable<Result<Services>> start_services(process::Launcher& launcher,
                                                        fs::path directory, link::Shape link) {
  Services services;
  const auto executor = co_await boost::asio::this_coro::executor;
  for (auto* between : {&services.actions_cache_link, &services.registry_link}) {
    if (!link.shaped()) break;
    auto proxy = link::start_proxy(executor, link);
    if (!proxy) co_return proxy.error();
    *between = std::move(*proxy);
  }
  service::actions_cache::Settings settings;
  settings.directory = directory / "actions-cache";
  if (services.actions_cache_link) settings.external_url = url_of(*services.actions_cache_link);
  auto cache = service::actions_cache::start_server(executor, settings);
  if (!cache) co_return cache.error();
  services.actions_cache = std::move(*cache);
  auto registry = co_await service::registry::start_registry(launcher, directory / "registry");
  if (!registry) co_return registry.error();
  services.registry = std::move(*registry);
  if (link.shaped()) {
    services.actions_cache_link->forward_to(port_in(services.actions_cache->url()));
    services.registry_link->forward_to(port_in(services.registry->host()));
  }
  co_return std::move(services);
}

boost::asio::awaitable<void> stop_services(Services& services) {
  if (services.registry) co_await services.registry->stop();
  services = {};
}

TrafficByService traffic_of(const Services& services, const Provisions& provisions) {
  TrafficByService traffic;
  auto& cache = traffic["actions-cache"];
  for (const auto& request : services.actions_cache->requests()) {
    ++cache.requests;
    cache.received += request.bytes_in;
    cache.sent += request.bytes_out;
  }
  const auto usage = services.registry->usage();
  traffic["registry"] = {usage.requests, usage.stored, usage.sent};
  auto& fixtures = traffic["fixtures"];
  for (const auto& server : provisions.servers) {
    fixtures.requests += server->requests();
    fixtures.sent += server->bytes();
  }
  return traffic;
}

TrafficByService difference(const TrafficByService& before, const TrafficByService& after) {
  TrafficByService result;
  for (const auto& [service, now] : after) {
    const auto found = before.find(service);
    const auto then = found == before.end() ? measure::Traffic{} : found->second;
    if (now.requests == then.requests) continue;
    const auto grown = [](Bytes from, Bytes to) { return to > from ? to - from : 0; };
    result[service] = {now.requests - then.requests, grown(then.received, now.received),
                       grown(then.sent, now.sent)};
  }
  return result;
}

}  // namespace bxbench::execution
