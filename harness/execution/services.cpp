// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/services.hpp>

#include <boost/asio/this_coro.hpp>

#include <algorithm>

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

}  // namespace

process::Environment Services::job_environment(const suite::RunJob& job) const {
  const auto url = actions_cache->url();
  process::Environment environment{{"ACTIONS_RESULTS_URL", url},
                                   {"ACTIONS_CACHE_URL", url},
                                   {"ACTIONS_CACHE_SERVICE_V2", "true"},
                                   {"no_proxy", "127.0.0.1,localhost"}};
  if (job.token != suite::TokenKind::unset)
    environment["ACTIONS_RUNTIME_TOKEN"] = token_of(*actions_cache, job);
  return environment;
}

std::vector<std::string> Services::readable_refs(const suite::RunJob& job) const {
  std::vector<std::string> refs;
  for (const auto& grant : grants_of(job))
    refs.push_back(grant.scope);
  return refs;
}

boost::asio::awaitable<Result<Services>> start_services(process::Launcher& launcher,
                                                        fs::path directory) {
  Services services;
  service::actions_cache::Settings settings;
  settings.directory = directory / "actions-cache";
  auto cache =
      service::actions_cache::start_server(co_await boost::asio::this_coro::executor, settings);
  if (!cache) co_return cache.error();
  services.actions_cache = std::move(*cache);
  auto registry = co_await service::registry::start_registry(launcher, directory / "registry");
  if (!registry) co_return registry.error();
  services.registry = std::move(*registry);
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
