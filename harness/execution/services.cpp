// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/services.hpp>
#include <harness/http/free_port.hpp>
#include <harness/support/files.hpp>

#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

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

std::string url_of(const link::Proxy& proxy) {
  return fmt::format("http://{}/", proxy.host());
}

Result<void> start_links(Services& services, const boost::asio::any_io_executor& executor,
                         const ServicePorts& preferred, link::Shape shape) {
  const auto start = [&](unsigned short port) {
    return link::start_proxy(executor, shape, http::free_port(executor, port));
  };
  auto to_cache = start(preferred.actions_cache_link);
  if (!to_cache) return to_cache.error();
  auto to_registry = start(preferred.registry_link);
  if (!to_registry) return to_registry.error();
  services.actions_cache_link = std::move(*to_cache);
  services.registry_link = std::move(*to_registry);
  return {};
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

ServicePorts Services::ports() const {
  const auto port_of = [](const auto& link) { return link ? link->port() : std::uint16_t{0}; };
  return {actions_cache->port(), registry->port(), port_of(actions_cache_link),
          port_of(registry_link)};
}

std::vector<std::string> Services::readable_refs(const suite::RunJob& job) const {
  std::vector<std::string> refs;
  for (const auto& grant : grants_of(job))
    refs.push_back(grant.scope);
  return refs;
}

boost::asio::awaitable<Result<Services>> start_services(process::Launcher& launcher,
                                                        fs::path directory, ServicePorts preferred,
                                                        link::Shape link) {
  Services services;
  const auto executor = co_await boost::asio::this_coro::executor;
  if (link.shaped())
    if (auto linked = start_links(services, executor, preferred, link); !linked)
      co_return linked.error();
  service::actions_cache::Settings settings;
  settings.directory = directory / "actions-cache";
  settings.port = http::free_port(executor, preferred.actions_cache);
  if (services.actions_cache_link) settings.external_url = url_of(*services.actions_cache_link);
  auto cache = service::actions_cache::start_server(executor, settings);
  if (!cache) co_return cache.error();
  services.actions_cache = std::move(*cache);
  const auto files = directory / "registry";
  const service::registry::Site site{files, files / "data",
                                     http::free_port(executor, preferred.registry)};
  auto registry = co_await service::registry::start_registry(launcher, site);
  if (!registry) co_return registry.error();
  services.registry = std::move(*registry);
  if (link.shaped()) {
    services.actions_cache_link->forward_to(services.actions_cache->port());
    services.registry_link->forward_to(services.registry->port());
  }
  co_return std::move(services);
}

boost::asio::awaitable<void> stop_services(Services& services) {
  if (services.registry) co_await services.registry->stop();
  services = {};
}

Result<void> save_services(const Services& services, const fs::path& directory) {
  if (auto made = make_directories(directory); !made) return made.error();
  if (auto kept = services.actions_cache->snapshot(directory / "actions-cache"); !kept) return kept;
  return services.registry->snapshot(directory / "registry");
}

Result<void> restore_services(const Services& services, const fs::path& directory) {
  if (auto back = services.actions_cache->restore(directory / "actions-cache"); !back) return back;
  return services.registry->restore(directory / "registry");
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
  if (provisions.bases.registry) {
    const auto pulled = provisions.bases.registry->usage();
    traffic["bases"] = {pulled.requests, 0, pulled.sent};
  }
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
