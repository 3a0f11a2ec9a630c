// SPDX-License-Identifier: Apache-2.0
#include <harness/baseimage/architecture.hpp>

#include <sys/utsname.h>

namespace bxbench::baseimage {

std::string machine_architecture() {
  utsname name{};
  ::uname(&name);
  const std::string machine = name.machine;
  if (machine == "x86_64") return "amd64";
  if (machine == "aarch64") return "arm64";
  return machine;
}

}  // namespace bxbench::baseimage
