// SPDX-License-Identifier: Apache-2.0
#include <harness/journal/differences.hpp>

#include <fmt/format.h>

namespace bxbench::journal {
namespace {

template <class Value>
void note(std::vector<std::string>& list, const char* name, const Value& before,
          const Value& after) {
  if (before != after)
    list.push_back(fmt::format("{} was '{}', now it is '{}'", name, before, after));
}

/// Kernels differ in what they keep of the same memory for themselves.
Bytes gigabytes(Bytes bytes) {
  constexpr Bytes gigabyte = 1'000'000'000;
  return (bytes + gigabyte / 2) / gigabyte;
}

std::vector<std::string> changed_inputs(const std::map<std::string, std::string>& before,
                                        const std::map<std::string, std::string>& after) {
  std::vector<std::string> changes;
  for (const auto& [name, digest] : before) {
    const auto found = after.find(name);
    if (found == after.end())
      changes.push_back(name + " is gone");
    else if (found->second != digest)
      changes.push_back(name + " has changed");
  }
  for (const auto& [name, digest] : after)
    if (!before.contains(name)) changes.push_back(name + " is new");
  return changes;
}

}  // namespace

Differences differences(const RunStarted& before, const RunStarted& after) {
  Differences all;
  const auto &then = before.environment, &now = after.environment;
  note(all.tools, "bxbench", then.bxbench, now.bxbench);
  note(all.tools, "docker", then.docker, now.docker);
  note(all.tools, "buildx", then.buildx, now.buildx);
  note(all.tools, "BuildKit", then.buildkit, now.buildkit);
  note(all.machine, "the builder", then.driver, now.driver);
  note(all.tools, "the operating system", then.os, now.os);
  note(all.machine, "the number of CPUs", then.cpus, now.cpus);
  note(all.machine, "the memory in GB", gigabytes(then.memory_bytes), gigabytes(now.memory_bytes));
  note(all.machine, "the runners' storage", then.scratch, now.scratch);
  note(all.conditions, "the link", then.link, now.link);
  note(all.conditions, "the base images", then.bases, now.bases);
  all.inputs = changed_inputs(before.inputs, after.inputs);
  return all;
}

}  // namespace bxbench::journal
