// SPDX-License-Identifier: Apache-2.0
#include <harness/baseimage/store.hpp>
#include <harness/cli/kept.hpp>
#include <harness/execution/fixture.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <sys/stat.h>
#include <tuple>

namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

/// Names of what the suite can make, by the folder that it is kept in.
using Names = std::map<std::string, std::string>;

void add_bases(Names& names, const suite::Bases& bases) {
  for (const auto& [image, recipe] : bases)
    names.emplace(baseimage::digest_of(recipe), image);
}

Result<Names> names_of(const suite::Suite& suite) {
  Names names;
  for (const auto& workload : suite.workloads) {
    add_bases(names, workload.bases);
    for (const auto& fixture : workload.fixtures) {
      add_bases(names, fixture.bases);
      auto digest = execution::digest_of(fixture);
      if (!digest) return digest.error();
      names.emplace(*digest, workload.name + ": " + fixture.name);
    }
  }
  return names;
}

/// Bytes that files take on disk, each inode once over all calls.
class DiskUse {
 public:
  Bytes of(const fs::path& root) {
    Bytes bytes = 0;
    std::error_code failure;
    for (fs::recursive_directory_iterator entries(root, failure), end; !failure && entries != end;
         entries.increment(failure)) {
      struct stat status {};
      if (::lstat(entries->path().c_str(), &status) != 0) continue;
      if (status.st_nlink > 1 && !S_ISDIR(status.st_mode) &&
          !seen_.insert({status.st_dev, status.st_ino}).second)
        continue;
      bytes += static_cast<Bytes>(status.st_blocks) * 512;
    }
    return bytes;
  }

 private:
  std::set<std::pair<dev_t, ino_t>> seen_;
};

std::chrono::hours unused_since(const fs::path& path) {
  std::error_code failure;
  const auto used = fs::last_write_time(path, failure);
  if (failure) return {};
  return std::chrono::duration_cast<std::chrono::hours>(fs::file_time_type::clock::now() - used);
}

}  // namespace

Result<std::vector<Kept>> list_kept(const suite::Suite& suite) {
  auto names = names_of(suite);
  if (!names) return names.error();
  DiskUse use;
  std::vector<Kept> all;
  const auto add = [&](const char* kind, const fs::path& folder) {
    std::vector<fs::path> paths;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure))
      if (entry.is_directory(failure)) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) {
      const auto name = names->find(path.filename());
      all.push_back(
          {kind, name == names->end() ? "" : name->second, path, use.of(path), unused_since(path)});
    }
  };
  const auto root = baseimage::cache_root();
  add("base image", root / "bases");
  add("fixture", root / "fixtures");
  const auto order = [](const Kept& one) { return std::tie(one.kind, one.name); };
  std::stable_sort(all.begin(), all.end(),
                   [&](const Kept& a, const Kept& b) { return order(a) < order(b); });
  const auto registry = baseimage::cache_root() / "base-registry";
  std::error_code failure;
  if (fs::exists(registry, failure))
    all.push_back(
        {"registry", "of base images", registry, use.of(registry), unused_since(registry)});
  return all;
}

}  // namespace bxbench::cli
