// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/identity.hpp>

#include <sstream>

namespace bxbench::builder {
namespace {

/// The value behind "Name:" in the output of `buildx inspect`.
std::string field(const std::string& text, const std::string& name) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.compare(0, name.size(), name) != 0) continue;
    const auto begin = line.find_first_not_of(' ', name.size());
    return begin == std::string::npos ? "" : line.substr(begin);
  }
  return "";
}

std::string last_but_one_word(const std::string& line) {
  // "github.com/docker/buildx 0.29.1+ds1 0.29.1+ds1-4": name, version, revision
  std::istringstream words(line);
  std::string name, version;
  words >> name >> version;
  return version;
}

}  // namespace

boost::asio::awaitable<Result<Identity>> identify(process::Launcher& launcher,
                                                  const Builder& builder) {
  Identity identity;
  const auto environment = builder.environment();
  process::Command docker{.argv = {"docker", "version", "--format", "{{.Server.Version}}"},
                          .env = environment};
  auto version = co_await process::run_checked(launcher, docker, "asking for Docker's version");
  if (!version) co_return version.error();
  identity.docker = version->out.substr(0, version->out.find('\n'));
  process::Command buildx{.argv = {"docker", "buildx", "version"}, .env = environment};
  auto plugin = co_await process::run_checked(launcher, buildx, "asking for buildx's version");
  if (!plugin) {
    Error error = plugin.error();
    error.hint = "install the buildx plugin (0.29 or newer); 'bxbench doctor' tells how";
    co_return error;
  }
  identity.buildx = last_but_one_word(plugin->out);
  process::Command inspect{.argv = {"docker", "buildx", "inspect"}, .env = environment};
  auto node = co_await process::run_checked(launcher, inspect, "asking for BuildKit's version");
  if (!node) co_return node.error();
  identity.driver = field(node->out, "Driver:");
  identity.buildkit = field(node->out, "BuildKit version:");
  // Debian's dockerd does not know the version of the BuildKit inside it.
  if (identity.buildkit.find("unknown") != std::string::npos) identity.buildkit.clear();
  co_return identity;
}

}  // namespace bxbench::builder
