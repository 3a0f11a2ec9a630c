// SPDX-License-Identifier: Apache-2.0
#include <harness/baseimage/rootfs.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sstream>
#include <string>
#include <vector>

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

std::vector<std::string> arguments(const suite::BaseRecipe& recipe, const std::string& mirror,
                                   const std::filesystem::path& tar) {
  std::vector<std::string> argv{"mmdebstrap", "--quiet", "--variant=essential", "--mode=root",
                                "--format=tar"};
  // A file system that is merged from the start needs no usrmerge, and so no perl.
  std::string packages = "usr-is-merged";
  for (const auto& package : recipe.packages)
    packages += "," + package;
  argv.push_back("--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr");
  argv.push_back("--include=" + packages);
  std::vector<std::string> excluded{"/usr/share/doc/*", "/usr/share/man/*", "/usr/share/info/*",
                                    "/usr/share/locale/*"};
  excluded.insert(excluded.end(), recipe.exclude.begin(), recipe.exclude.end());
  for (const auto& path : excluded)
    argv.push_back("--dpkgopt=path-exclude=" + path);
  argv.insert(argv.end(),
              {std::string("--keyring=") + keyring, recipe.suite, tar.string(), mirror});
  return argv;
}

}  // namespace

boost::asio::awaitable<Result<void>> make_debian_rootfs(process::Launcher& launcher,
                                                        suite::BaseRecipe recipe,
                                                        std::filesystem::path tar) {
  auto mirror = co_await machine_mirror(launcher);
  if (!mirror) co_return mirror.error();
  process::Command make{.argv = arguments(recipe, *mirror, tar)};
  make.env["TMPDIR"] = tar.parent_path().string();  // so that what a killed run left is found
  make.env["SOURCE_DATE_EPOCH"] = "1700000000";     // any constant: the same packages, the same tar
  auto made = co_await process::run_checked(
      launcher, make, fmt::format("making a base image of {}", fmt::join(recipe.packages, ", ")));
  if (!made) co_return made.error();
  co_return Result<void>{};
}

}  // namespace bxbench::baseimage
