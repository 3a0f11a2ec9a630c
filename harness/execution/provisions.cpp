// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/fixture.hpp>
#include <harness/execution/provisions.hpp>

#include <fmt/format.h>

namespace fs = std::filesystem;

namespace bxbench::execution {

boost::asio::awaitable<Result<Provisions>> provide(Workshop workshop,
                                                   const suite::Workload& workload) {
  Provisions provisions;
  const auto tell = [&](const std::string& what) { workshop.observer.preparing(what); };
  baseimage::Store bases(workshop.launcher, baseimage::cache_root() / "bases", tell);
  auto contexts = co_await bases.ensure_all(workload.bases);
  if (!contexts) co_return contexts.error();
  provisions.oci_contexts = std::move(*contexts);
  for (const auto& fixture : workload.fixtures) {
    auto directory = co_await ensure_fixture(workshop, fixture);
    if (!directory) co_return directory.error();
    auto server = http::serve_directory(workshop.executor, *directory, fixture.templates);
    if (!server) co_return server.error();
    provisions.build_args[fixture.build_arg] =
        fmt::format("http://127.0.0.1:{}{}", (*server)->port(), fixture.path);
    provisions.servers.push_back(std::move(*server));
    if (!fixture.overlay.empty()) provisions.overlays.push_back(*directory / fixture.overlay);
  }
  co_return provisions;
}

}  // namespace bxbench::execution
