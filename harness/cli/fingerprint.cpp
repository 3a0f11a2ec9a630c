// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/fingerprint.hpp>
#include <harness/cli/share.hpp>
#include <harness/support/digest.hpp>

#include <vector>

namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

/// Above this the files of a folder are not told apart, so that a journal stays readable.
constexpr std::size_t most_files = 1000;

using Digests = std::map<std::string, std::string>;

bool is_inside(const fs::path& path, const fs::path& folder) {
  const auto relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failure;
  fs::recursive_directory_iterator entries(folder, failure), end;
  for (; !failure && entries != end; entries.increment(failure))
    if (entries->is_regular_file(failure)) files.push_back(entries->path());
  return files;
}

Result<void> add_folder(Digests& digests, const std::string& name, const fs::path& folder) {
  const auto files = files_below(folder);
  if (files.size() > most_files) {
    auto digest = sha256_tree(folder);
    if (!digest) return digest.error();
    digests[name] = *digest;
    return {};
  }
  for (const auto& file : files) {
    auto digest = sha256_file(file);
    if (!digest) return digest.error();
    digests[name + ": " + file.lexically_relative(folder).string()] = *digest;
  }
  return {};
}

/// Dockerfiles may lie anywhere; a context that is not below the workload's folder counts too.
Result<void> add_workload(Digests& digests, const suite::Workload& workload) {
  const auto name = "workload " + workload.name;
  if (auto added = add_folder(digests, name, workload.root); !added) return added;
  if (!is_inside(workload.context, workload.root))
    if (auto added = add_folder(digests, name, workload.context); !added) return added;
  for (const auto& [form, file] : workload.dockerfiles) {
    auto digest = sha256_file(file);
    if (!digest) return digest.error();
    digests[name + ": Dockerfile of form " + form] = *digest;
  }
  return {};
}

template <class Definition>
Result<void> add_script(Digests& digests, const char* kind, const Definition& definition) {
  auto digest = sha256_file(definition.file);
  if (!digest) return digest.error();
  digests[std::string(kind) + " " + definition.name] = *digest;
  return {};
}

/// The Lua files that any script may need; what is generated for editors does nothing.
Result<void> add_library(Digests& digests) {
  const auto folder = share_directory() / "lua";
  for (const auto& file : files_below(folder)) {
    const auto name = file.lexically_relative(folder);
    if (file.extension() != ".lua" || *name.begin() == "meta") continue;
    auto digest = sha256_file(file);
    if (!digest) return digest.error();
    digests["library: " + name.string()] = *digest;
  }
  return {};
}

}  // namespace

Result<Digests> fingerprint(const Choice& choice) {
  Digests digests;
  for (const auto* workload : choice.plan.workloads)
    if (auto added = add_workload(digests, *workload); !added) return added.error();
  for (const auto* strategy : choice.plan.strategies)
    if (auto added = add_script(digests, "strategy", *strategy); !added) return added.error();
  for (const auto* scenario : choice.plan.scenarios)
    if (auto added = add_script(digests, "scenario", *scenario); !added) return added.error();
  if (auto added = add_library(digests); !added) return added.error();
  return digests;
}

}  // namespace bxbench::cli
