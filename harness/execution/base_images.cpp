// SPDX-License-Identifier: Apache-2.0
#include <harness/baseimage/oci_layout.hpp>
#include <harness/execution/base_images.hpp>
#include <harness/http/free_port.hpp>
#include <harness/service/registry/store.hpp>

#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace bxbench::execution {
namespace {

using Layouts = std::map<std::string, fs::path>;

std::string repository_of(const fs::path& layout) {
  return "base/" + layout.filename().string();
}

/// Starts a registry over the store in the user's cache, which other runs may use, too.
asio::awaitable<Result<void>> serve_bases(BaseImages& bases, BaseWork work, Layouts layouts) {
  const auto executor = co_await asio::this_coro::executor;
  const auto store = baseimage::cache_root() / "base-registry";
  for (const auto& [image, layout] : layouts)
    if (auto added =
            service::registry::add_oci_layout(store, {repository_of(layout), "latest"}, layout);
        !added)
      co_return added.error();
  const service::registry::Site site{work.scratch, store, http::free_port(executor, 0), true};
  baseimage::note_use(store);
  auto registry = co_await service::registry::start_registry(work.launcher, site);
  if (!registry) co_return registry.error();
  bases.registry = std::move(*registry);
  auto host = bases.registry->host();
  if (work.link.shaped()) {
    auto link = link::start_proxy(executor, work.link);
    if (!link) co_return link.error();
    bases.registry_link = std::move(*link);
    bases.registry_link->forward_to(bases.registry->port());
    host = bases.registry_link->host();
  }
  for (const auto& [image, layout] : layouts) {
    const auto digest = baseimage::manifest_digest(layout);
    if (!digest) co_return digest.error();
    bases.contexts[image] =
        fmt::format("docker-image://{}/{}@{}", host, repository_of(layout), *digest);
  }
  co_return Result<void>{};
}

}  // namespace

asio::awaitable<Result<BaseImages>> offer_bases(BaseWork work, suite::Bases recipes,
                                                BaseChoice choice) {
  BaseImages bases;
  if (!choice.charged)
    for (const auto& [image, recipe] : recipes)
      bases.fetched_before.push_back(image);
  if (!choice.by_recipe)
    std::erase_if(recipes, [](const auto& base) { return base.second.has_public; });
  baseimage::Store store(work.launcher, baseimage::cache_root() / "bases", work.tell);
  auto layouts = co_await store.ensure_all(recipes);
  if (!layouts) co_return layouts.error();
  if (!choice.charged || layouts->empty()) {
    for (const auto& [image, layout] : *layouts)
      bases.contexts[image] = "oci-layout://" + layout.string();
    co_return std::move(bases);
  }
  auto served = co_await serve_bases(bases, work, *layouts);
  if (!served) {
    co_await stop(bases);
    co_return served.error();
  }
  co_return std::move(bases);
}

asio::awaitable<void> stop(BaseImages& bases) {
  if (bases.registry) co_await bases.registry->stop();
  bases.registry.reset();
  bases.registry_link.reset();
}

}  // namespace bxbench::execution
