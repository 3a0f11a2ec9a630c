// SPDX-License-Identifier: Apache-2.0
#include <harness/baseimage/rootfs.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>
#include <sstream>

namespace bxbench::baseimage {
namespace {

constexpr const char* keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// The first mirror of Debian's main archive among apt's own sources.
boost::asio::awaitable<Result<std::string>> machine_mirror(process::Launcher& launcher) {
  process::Command ask{.argv = {"apt-get", "indextargets", "--format", "$(REPO_URI) $(COMPONENT)",
                                "Created-By: Packages"}};
  auto answer = co_await process::run_checked(launcher, ask, "asking apt for its sources");
  if (!answer) co_return answer.error();
  std::istringstream lines(answer->out);
  for (std::string uri, component; lines >> uri >> component;) {
    const bool main_archive = uri.size() >= 8 && (uri.substr(uri.size() - 8) == "/debian/" ||
                                                  uri.substr(uri.size() - 7) == "/debian");
    if (main_archive && component == "main") co_return uri;
  }
  co_return Error{Errc::environment, "apt on this machine has no source of Debian's main archive",
                  "base.debian{…} needs one; see sources.list(5)"};
}

}  // namespace

boost::asio::awaitable<Result<void>> make_debian_rootfs(process::Launcher& launcher,
                                                        suite::BaseRecipe recipe,
                                                        std::filesystem::path tar) {
  auto mirror = co_await machine_mirror(launcher);
  if (!mirror) co_return mirror.error();
  process::Command make;
  make.argv = {"mmdebstrap", "--variant=essential", "--mode=root", "--format=tar"};
  make.argv.push_back(fmt::format("--include={}", fmt::join(recipe.packages, ",")));
  for (const auto* excluded : {"/usr/share/doc/*", "/usr/share/man/*", "/usr/share/info/*",
                               "/usr/share/locale/*", "/usr/share/lintian/*"})
    make.argv.push_back(fmt::format("--dpkgopt=path-exclude={}", excluded));
  make.argv.insert(make.argv.end(),
                   {"--aptopt=Apt::Install-Recommends \"false\"",
                    fmt::format("--keyring={}", keyring), recipe.suite, tar.string(), *mirror});
  make.env["SOURCE_DATE_EPOCH"] = "0";
  auto made = co_await process::run_checked(
      launcher, make, fmt::format("making a base image of {}", fmt::join(recipe.packages, ", ")));
  if (!made) co_return made.error();
  co_return Result<void>{};
}

}  // namespace bxbench::baseimage
