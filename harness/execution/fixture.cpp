// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/buildx.hpp>
#include <harness/builder/select.hpp>
#include <harness/execution/build.hpp>
#include <harness/execution/fixture.hpp>
#include <harness/support/digest.hpp>
#include <harness/support/files.hpp>
#include <harness/support/scope_exit.hpp>

#include <fmt/format.h>

#include <unistd.h>

namespace fs = std::filesystem;

namespace bxbench::execution {

Result<std::string> digest_of(const suite::Fixture& fixture) {
  auto content = sha256_tree(fixture.context);
  if (!content) return content.error();
  std::string text = "1\n" + *content;
  for (const auto& [image, recipe] : fixture.bases)
    text += "\n" + image + " " + baseimage::digest_of(recipe);
  return sha256_hex(text).substr(0, 24);
}

namespace {

boost::asio::awaitable<Result<void>> build_fixture(Workshop workshop, const suite::Fixture& fixture,
                                                   std::map<std::string, fs::path> layouts,
                                                   fs::path target) {
  const auto directory = workshop.scratch / "f";
  auto builder = builder::make_builder(workshop.launcher, directory);
  auto built = co_await builder->start();
  if (built) {
    builder::BuildRequest request;
    request.context = fixture.context;
    request.dockerfile = fixture.context / "Dockerfile";
    for (const auto& [image, layout] : layouts)
      request.contexts[image] = "oci-layout://" + layout.string();
    request.output = "type=local,dest=" + target.string();
    const BuildListener nobody;
    auto outcome = co_await run_build(workshop.launcher, *builder, std::move(request), nobody);
    if (!outcome)
      built = outcome.error();
    else if (outcome->failure)
      built = *outcome->failure;
  }
  co_await builder->remove();
  co_return built;
}

}  // namespace

boost::asio::awaitable<Result<fs::path>> ensure_fixture(Workshop workshop, suite::Fixture fixture) {
  auto digest = digest_of(fixture);
  if (!digest) co_return digest.error();
  const auto kept = baseimage::cache_root() / "fixtures" / *digest;
  std::error_code failure;
  if (fs::exists(kept, failure)) {
    baseimage::note_use(kept);
    co_return kept;
  }
  remove_stale_parts(kept.parent_path());
  const auto tell = [&](const std::string& what) { workshop.observer.preparing(what); };
  baseimage::Store bases(workshop.launcher, baseimage::cache_root() / "bases", tell);
  auto contexts = co_await bases.ensure_all(fixture.bases);
  if (!contexts) co_return contexts.error();
  tell(fmt::format("building fixture '{}' (once)", fixture.name));
  const fs::path aside = kept.string() + fmt::format(".{}.part", ::getpid());
  scope_exit remove_aside([&] { (void)remove_tree(aside); });
  if (auto made = make_directories(aside); !made) co_return made.error();
  auto built = co_await build_fixture(workshop, fixture, *contexts, aside);
  if (!built) co_return built.error();
  fs::rename(aside, kept, failure);
  if (failure && !fs::exists(kept))
    co_return Error{Errc::io, fmt::format("cannot keep {}: {}", kept.string(), failure.message())};
  co_return kept;
}

}  // namespace bxbench::execution
