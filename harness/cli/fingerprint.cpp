// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/fingerprint.hpp>
#include <harness/cli/share.hpp>
#include <harness/support/digest.hpp>
#include <harness/workspace/context_files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

/// Above this the files of a context are not told apart, so that a journal stays readable.
constexpr std::size_t most_files = 1000;

using Digests = std::map<std::string, std::string>;

bool is_inside(const fs::path& path, const fs::path& folder) {
  const auto relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

/// Kind, mode and content of every file that a build with this Dockerfile is sent.
Result<Digests> context_digests(const fs::path& context, const fs::path& dockerfile,
                                const fs::path& results) {
  auto files = workspace::read_context(context, dockerfile);
  if (!files) return files.error();
  Digests digests;
  for (const auto& [path, file] : *files) {
    const bool own = is_inside(fs::absolute(context / path).lexically_normal(), results);
    if (file.ignored || own || path == ".git" || path.starts_with(".git/")) continue;
    digests[path] = fmt::format("{}{:o} {}", file.kind, file.mode, file.content);
  }
  return digests;
}

Result<void> add_context(Digests& digests, const suite::Workload& workload,
                         const fs::path& dockerfile, const fs::path& results) {
  const auto name = "workload " + workload.name;
  const auto files = context_digests(workload.context, dockerfile, results);
  if (!files) return files.error();
  if (files->size() <= most_files) {
    for (const auto& [path, digest] : *files)
      digests[name + ": " + path] = digest;
    return {};
  }
  Sha256 sha;
  for (const auto& [path, digest] : *files)
    sha.update(path + "\n" + digest + "\n");
  digests[name + ": context"] = sha.hex();
  return {};
}

Result<void> add_workload(Digests& digests, const suite::Workload& workload,
                          const fs::path& results) {
  const auto name = "workload " + workload.name;
  for (const auto& [form, file] : workload.dockerfiles) {
    if (auto added = add_context(digests, workload, file, results); !added) return added;
    auto digest = sha256_file(file);
    if (!digest) return digest.error();
    digests[name + ": Dockerfile of form " + form] = *digest;
  }
  for (const auto& fixture : workload.fixtures) {
    auto digest = sha256_tree(fixture.context);
    if (!digest) return digest.error();
    digests[name + ": fixture " + fixture.name] = *digest;
  }
  return {};
}

template <class T>
void add_files(std::set<std::string>& files, const std::vector<const T*>& definitions) {
  for (const auto* definition : definitions)
    files.insert(definition->file);
}

/// Files that only define what is not run.
std::set<std::string> idle_files(const Choice& choice) {
  std::set<std::string> idle, used;
  for (const auto& workload : choice.suite.workloads)
    idle.insert(workload.file);
  for (const auto& strategy : choice.suite.strategies)
    idle.insert(strategy->file);
  for (const auto& scenario : choice.suite.scenarios)
    idle.insert(scenario->file);
  add_files(used, choice.plan.workloads);
  add_files(used, choice.plan.strategies);
  add_files(used, choice.plan.scenarios);
  for (const auto& file : used)
    idle.erase(file);
  return idle;
}

/// The same from every directory: what is below the library's folder by its path there, else the
/// absolute path. Messages name built-in scripts so already, others as the user spelt them.
std::string script_name(const fs::path& file) {
  const auto share = fs::absolute(share_directory()).lexically_normal();
  std::error_code failure;
  const auto built_in = share / file;  // an absolute path stays itself
  const auto whole = fs::exists(built_in, failure) ? built_in : fs::absolute(file);
  const auto path = whole.lexically_normal();
  return (is_inside(path, share) ? path.lexically_relative(share) : path).string();
}

void add_scripts(Digests& digests, const Choice& choice) {
  const auto idle = idle_files(choice);
  for (const auto& [file, text] : choice.suite.sources)
    if (!idle.contains(file)) digests["script " + script_name(file)] = sha256_hex(text);
}

}  // namespace

Result<Digests> fingerprint(const Choice& choice, const fs::path& results) {
  Digests digests;
  for (const auto* workload : choice.plan.workloads)
    if (auto added = add_workload(digests, *workload, results); !added) return added.error();
  add_scripts(digests, choice);
  auto library = sha256_tree(share_directory() / "lua" / "bxbench");
  if (!library) return library.error();
  digests["library lua/bxbench"] = *library;
  return digests;
}

}  // namespace bxbench::cli
