// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts.hpp>
#include <harness/diagnosis/profile.hpp>
#include <harness/diagnosis/rules/families.hpp>

namespace bxbench::diagnosis {
namespace {

std::vector<Finding> of_files_alone(const Facts&, const Profile&) {
  return {};
}

}  // namespace

Rules configuration_rules() {
  return {
      {"step-order", "a cache is restored, then injected, then used by the build",
       "The restore brings hundreds of megabytes, and the mounts are empty when the build begins.",
       "Steps run in the order of the file: what is injected before it was restored is empty, and "
       "what is injected after the build comes too late for it.",
       "Order the steps: restore, inject, build.", "bxbench run cache-step-after-dance",
       of_files_alone},
      {"relative-cache-dir", "the directory of a cache is named from the root",
       "The cache turns up in the root of the repository, or archives are empty since a step "
       "changed its directory.",
       "A relative path means another directory to each program that starts elsewhere.",
       "Put ${{ github.workspace }}/ in front.", "bxbench run cache-elsewhere", of_files_alone},
      {"other-dockerfile", "what carries the mounts reads the Dockerfile that is built",
       "The carrier ends within a second and carries nothing, or mounts of another image.",
       "Without a map the carrier takes the cache mounts from a Dockerfile, by default from the "
       "one in the workspace's root, and the build uses another.",
       "Name the same file in `dockerfile:` of the carrier and in `file:` of the build.",
       "bxbench run other-dockerfile", of_files_alone},
      {"cache-map", "every entry of a cache map carries a mount of its own",
       "Directories of two caches hold the same files, or the carrier stops at its map.",
       "Two entries that name one mount put both contents into it and take out both.",
       "Give each entry an id of its own, the one of the Dockerfile.",
       "bxbench run two-maps-one-id", of_files_alone},
      {"key-constant", "a cache's key changes with what the cache holds",
       "The cache helps at first and less from month to month; it is never saved again.",
       "An entry cannot be overwritten, and actions/cache does not save after an exact hit: under "
       "a key that never changes the first archive stays.",
       "Add the hash of the files that the content depends on, or the run's id, and restore-keys.",
       "bxbench run exact-hit-saves-nothing", of_files_alone},
      {"key-without-version", "a bad archive can be left behind by a new key",
       "An empty archive is restored in every run, and no change of the workflow helps.",
       "Entries are immutable. Without a version in the key, its own parts must change before "
       "another archive can be saved.",
       "Put a version in front (v1-…) and raise it when the mounts, the map or the carrier change.",
       "bxbench run key-locked", of_files_alone},
      {"key-without-restore-keys", "a changed key still finds the archive before",
       "Each change of a lock file makes a run from nothing.",
       "Only restore-keys find an archive whose key is not exactly the same.",
       "Name the key without its last part as restore key.", "bxbench run 'no-restore-keys*'",
       of_files_alone},
      {"cache-not-imported", "what is exported is looked up",
       "The export takes its time in each run, and nothing is ever CACHED.",
       "cache-to writes; only cache-from reads.",
       "Add the cache-from that belongs to it, with the same scope or ref.",
       "bxbench run 'never-imported*'", of_files_alone},
      {"cache-replaces-image", "a cache has a tag of its own",
       "Pulling the image fails with a mismatch of its root file system.",
       "Image and cache are pushed under one tag, and the last push wins.",
       "Export to another tag, for example :buildcache.", "", of_files_alone},
  };
}

const Checks& all_checks() {
  static const Checks checks = [] {
    Checks all;
    for (auto* family :
         {order_checks, place_checks, mount_checks, save_checks, key_checks, export_checks,
          scope_checks, builder_checks, layer_checks, context_checks, output_checks}) {
      const auto members = family();
      all.insert(all.end(), members.begin(), members.end());
    }
    return all;
  }();
  return checks;
}

}  // namespace bxbench::diagnosis
