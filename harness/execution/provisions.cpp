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
  provisions.builder.registry_mirror = workshop.bases.registry_mirror;
  const BaseWork work{workshop.launcher, workshop.scratch / ("b-" + workload.name), tell,
                      workshop.link};
  auto bases = co_await offer_bases(work, workload.bases, workshop.bases);
  if (!bases) co_return bases.error();
  provisions.bases = std::move(*bases);
  for (const auto& fixture : workload.fixtures) {
    auto directory = co_await ensure_fixture(workshop, fixture);
    if (!directory) co_return directory.error();
    auto server = http::serve_directory(workshop.executor, *directory, fixture.templates);
    if (!server) co_return server.error();
    if (!fixture.build_arg.empty())
      provisions.build_args[fixture.build_arg] =
          fmt::format("http://127.0.0.1:{}{}", (*server)->port(), fixture.path);
    provisions.servers.push_back(std::move(*server));
    if (!fixture.overlay.empty()) provisions.overlays.push_back(*directory / fixture.overlay);
  }
  co_return std::move(provisions);
}

boost::asio::awaitable<void> release(Provisions& provisions) {
  co_await stop(provisions.bases);
  provisions.servers.clear();
}

}  // namespace bxbench::execution
