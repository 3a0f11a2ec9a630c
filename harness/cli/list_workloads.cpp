// SPDX-License-Identifier: Apache-2.0
#include <harness/baseimage/store.hpp>
#include <harness/cli/cold_times.hpp>
#include <harness/cli/list_workloads.hpp>
#include <harness/report/number.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

std::string size_of_context(const suite::Workload& workload) {
  std::size_t files = 0;
  std::error_code failure;
  for (fs::recursive_directory_iterator entries(workload.context, failure), end;
       !failure && entries != end; entries.increment(failure))
    files += entries->is_regular_file(failure) ? 1 : 0;
  return fmt::format("context {} files, {}", files,
                     report::human_bytes(size_of_tree(workload.context)));
}

std::string size_of_base(const std::string& image, const suite::BaseRecipe& recipe) {
  const auto layout = baseimage::cache_root() / "bases" / baseimage::digest_of(recipe);
  std::error_code failure;
  if (!fs::exists(layout, failure)) return fmt::format("{} (not made yet)", image);
  return fmt::format("{} {} compressed", image, report::human_bytes(size_of_tree(layout)));
}

std::string cold_time(const suite::Workload& workload) {
  const auto times = cold_times();
  const auto found = times.find(workload.name);
  if (found == times.end()) return "cold build not measured yet";
  return fmt::format("cold build {} under {} on {}", report::human_seconds(found->second.seconds),
                     found->second.strategy, found->second.when.substr(0, 10));
}

template <class Map>
std::string keys_of(const Map& map) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : map)
    keys.push_back(key);
  return fmt::format("{}", fmt::join(keys, ", "));
}

std::string mount_of(const suite::CacheMount& mount) {
  return mount.id == mount.target ? mount.target : fmt::format("{} at {}", mount.id, mount.target);
}

}  // namespace

std::vector<std::string> facts_of(const suite::Workload& workload) {
  const auto forms = "Dockerfiles " + keys_of(workload.dockerfiles);
  if (!workload.variant_of.empty()) return {fmt::format("{}, {}", cold_time(workload), forms)};
  std::vector<std::string> bases, mounts;
  for (const auto& [image, recipe] : workload.bases)
    bases.push_back(size_of_base(image, recipe));
  for (const auto& mount : workload.cache_mounts)
    mounts.push_back(mount_of(mount));
  std::vector<std::string> lines{
      fmt::format("{}, {}, {}", cold_time(workload), size_of_context(workload), forms)};
  if (!bases.empty()) lines.push_back(fmt::format("base {}", fmt::join(bases, ", ")));
  if (!mounts.empty()) lines.push_back(fmt::format("mounts {}", fmt::join(mounts, ", ")));
  if (!workload.edits.empty()) lines.push_back("edits " + keys_of(workload.edits));
  return lines;
}

}  // namespace bxbench::cli
