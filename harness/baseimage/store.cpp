// SPDX-License-Identifier: Apache-2.0
#include <harness/baseimage/architecture.hpp>
#include <harness/baseimage/oci_layout.hpp>
#include <harness/baseimage/rootfs.hpp>
#include <harness/baseimage/store.hpp>
#include <harness/support/digest.hpp>
#include <harness/support/files.hpp>
#include <harness/support/scope_exit.hpp>

#include <fmt/format.h>

#include <cstdlib>
#include <unistd.h>

namespace fs = std::filesystem;

namespace bxbench::baseimage {

fs::path cache_root() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && *cache != '\0') return fs::path(cache) / "bxbench";
  const char* home = std::getenv("HOME");
  return fs::path(home == nullptr || *home == '\0' ? "/root" : home) / ".cache" / "bxbench";
}

void note_use(const fs::path& kept) {
  std::error_code ignored;
  fs::last_write_time(kept, fs::file_time_type::clock::now(), ignored);
}

std::string digest_of(const suite::BaseRecipe& recipe) {
  // The leading number changes when the way of making images changes.
  std::string text = fmt::format("1 {} {} {}\n", machine_architecture(),
                                 static_cast<int>(recipe.kind), recipe.suite);
  for (const auto& package : recipe.packages)
    text += "package " + package + "\n";
  for (const auto& path : recipe.exclude)
    text += "exclude " + path + "\n";
  for (const auto& [name, value] : recipe.env)
    text += "env " + name + "=" + value + "\n";
  for (const auto& [path, content] : recipe.files)
    text += fmt::format("file {} {}\n{}\n", path, content.size(), content);
  return sha256_hex(text).substr(0, 24);
}

boost::asio::awaitable<Result<fs::path>> Store::ensure(std::string image,
                                                       suite::BaseRecipe recipe) {
  const auto layout = directory_ / digest_of(recipe);
  std::error_code failure;
  if (fs::exists(layout / "oci-layout", failure)) {
    note_use(layout);
    co_return layout;
  }
  remove_stale_parts(directory_);
  if (recipe.kind == suite::BaseRecipe::Kind::debian && ::geteuid() != 0)
    co_return Error{Errc::environment,
                    fmt::format("making the base image {} needs root (mmdebstrap)", image),
                    "run bxbench as root"};
  tell_(fmt::format("making base image {} (once)", image));
  const auto aside = directory_ / fmt::format("{}.{}.part", digest_of(recipe), ::getpid());
  scope_exit remove_aside([&] { (void)remove_tree(aside); });
  if (auto made = make_directories(aside / "layout"); !made) co_return made.error();
  const auto tar = aside / "rootfs.tar";
  auto rootfs = recipe.kind == suite::BaseRecipe::Kind::busybox
                    ? make_busybox_rootfs(launcher_, recipe, tar)
                    : make_debian_rootfs(launcher_, recipe, tar);
  auto made = co_await std::move(rootfs);
  if (!made) co_return made.error();
  if (auto written = write_oci_layout(tar, recipe.env, aside / "layout"); !written)
    co_return written.error();
  fs::rename(aside / "layout", layout, failure);
  if (failure && !fs::exists(layout / "oci-layout"))
    co_return Error{Errc::io,
                    fmt::format("cannot keep {}: {}", layout.string(), failure.message())};
  co_return layout;
}

boost::asio::awaitable<Result<std::map<std::string, fs::path>>> Store::ensure_all(
    suite::Bases bases) {
  std::map<std::string, fs::path> layouts;
  for (const auto& [image, recipe] : bases) {
    auto layout = co_await ensure(image, recipe);
    if (!layout) co_return layout.error();
    layouts[image] = *layout;
  }
  co_return layouts;
}

}  // namespace bxbench::baseimage
