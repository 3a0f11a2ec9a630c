// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/services.hpp>

#include <boost/asio/this_coro.hpp>

namespace fs = std::filesystem;

namespace bxbench::execution {
namespace {

constexpr const char* default_branch = "refs/heads/main";

}  // namespace

process::Environment Services::job_environment() const {
  const auto url = actions_cache->url();
  return {
      {"ACTIONS_RESULTS_URL", url},
      {"ACTIONS_CACHE_URL", url},
      {"ACTIONS_CACHE_SERVICE_V2", "true"},
      {"ACTIONS_RUNTIME_TOKEN", actions_cache->token({.grants = {{default_branch, 3}}, .job = {}})},
      {"no_proxy", "127.0.0.1,localhost"}};
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

TrafficByService traffic_of(const Services& services) {
  TrafficByService traffic;
  auto& cache = traffic["actions-cache"];
  for (const auto& request : services.actions_cache->requests()) {
    ++cache.requests;
    cache.received += request.bytes_in;
    cache.sent += request.bytes_out;
  }
  const auto usage = services.registry->usage();
  traffic["registry"] = {usage.requests, usage.stored, usage.sent};
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
