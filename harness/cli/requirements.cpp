// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/requirements.hpp>
#include <harness/process/find_program.hpp>

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <unistd.h>

namespace bxbench::cli {
namespace {

bool is_there(const std::string& program) {
  return process::find_program(program).has_value();
}

bool has_buildx() {
  const char* home = std::getenv("HOME");
  const std::string own = std::string(home == nullptr ? "" : home) + "/.docker";
  for (const auto& place :
       {own, std::string("/usr/local/lib/docker"), std::string("/usr/local/libexec/docker"),
        std::string("/usr/lib/docker"), std::string("/usr/libexec/docker")})
    if (is_there(place + "/cli-plugins/docker-buildx")) return true;
  return false;
}

struct Program {
  const char* name;
  const char* why;
  const char* how;
};

constexpr std::array programs{
    Program{"docker", "the client whose builds are timed", "install docker-cli"},
    Program{"dockerd", "a private daemon for every runner", "install docker.io (28 or newer)"},
    Program{"containerd", "the image store of the private daemons", "install containerd"},
    Program{"runc", "runs build steps", "install runc"},
    Program{"docker-registry", "the registry of the strategy 'registry'",
            "install docker-registry"},
    Program{"/bin/busybox", "reads and writes cache mounts, base of workload 'shell'",
            "install busybox-static"},
    Program{"mmdebstrap", "makes Debian base images without a registry", "install mmdebstrap"},
};

}  // namespace

std::vector<Requirement> requirements() {
  std::vector<Requirement> list;
  const bool root = ::geteuid() == 0;
  list.push_back({"root", "private daemons, mounts, base images", root ? "" : "run as root", root});
  for (const auto& program : programs) {
    const bool there = is_there(program.name);
    list.push_back({program.name, program.why, there ? "" : program.how, there});
  }
  const bool buildx = has_buildx();
  list.push_back({"docker buildx", "the build command",
                  buildx ? "" : "install docker-buildx (0.29 or newer)", buildx});
  return list;
}

Result<void> check_requirements(const std::vector<const suite::Workload*>& workloads) {
  bool debian = false;
  const auto look_at = [&](const suite::Bases& bases) {
    for (const auto& [image, recipe] : bases)
      debian = debian || recipe.kind == suite::BaseRecipe::Kind::debian;
  };
  for (const auto* workload : workloads) {
    look_at(workload->bases);
    for (const auto& fixture : workload->fixtures)
      look_at(fixture.bases);
  }
  std::string missing;
  for (const auto& needed : requirements())
    if (!needed.fulfilled && (debian || needed.name != "mmdebstrap"))
      missing += fmt::format("\n  {}: {} ({})", needed.name, needed.why, needed.how);
  if (missing.empty()) return {};
  return Error{Errc::environment, "this machine cannot run builds; it lacks:" + missing,
               "from a source checkout, './dev setup' installs everything on Debian 12 and 13"};
}

}  // namespace bxbench::cli
