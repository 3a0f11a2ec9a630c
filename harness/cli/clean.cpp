// SPDX-License-Identifier: Apache-2.0
#include <harness/baseimage/cache_use.hpp>
#include <harness/baseimage/store.hpp>
#include <harness/cleanup/sweep.hpp>
#include <harness/cli/command.hpp>
#include <harness/cli/kept.hpp>
#include <harness/cli/share.hpp>
#include <harness/report/number.hpp>
#include <harness/script/loader.hpp>
#include <harness/support/files.hpp>
#include <harness/support/say.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

namespace bxbench::cli {
namespace {

struct CleanOptions {
  bool cache = false, dry_run = false;
  std::optional<int> unused_days;
};

bool remove_leftovers() {
  bool clean = true;
  for (const auto& leftover : cleanup::sweep()) {
    fmt::print("{}: {} processes, {} mounts\n", leftover.directory.string(), leftover.processes,
               leftover.mounts);
    for (const auto& problem : leftover.problems)
      say(fmt::format("bxbench: {}\n", problem));
    clean = clean && leftover.problems.empty();
  }
  return clean;
}

std::string ago(std::chrono::hours unused) {
  if (unused.count() < 1) return "used within the hour";
  if (unused.count() < 48) return fmt::format("used {} h ago", unused.count());
  return fmt::format("used {} days ago", unused.count() / 24);
}

bool is_chosen(const CleanOptions& options, const Kept& kept) {
  if (!options.cache) return false;
  return !options.unused_days || kept.unused >= std::chrono::hours(24) * *options.unused_days;
}

/// What is removed. The registry's files are links to the base images': it goes with any of them.
std::vector<const Kept*> choose_kept(const CleanOptions& options, const std::vector<Kept>& all) {
  std::vector<const Kept*> chosen;
  bool base_goes = false;
  for (const auto& kept : all) {
    const bool goes = is_chosen(options, kept) || (kept.kind == "registry" && base_goes);
    base_goes = base_goes || (goes && kept.kind == "base image");
    if (goes) chosen.push_back(&kept);
  }
  return chosen;
}

void print(const Kept& kept, bool removed) {
  fmt::print("  {:<10}  {:<28}  {:>9}  {}{}\n", kept.kind,
             kept.name.empty() ? "of a recipe not known here" : kept.name,
             report::human_bytes(kept.bytes), ago(kept.unused), removed ? ", removed" : "");
}

Result<int> clean_kept(const CleanOptions& options) {
  auto suite = script::load_suite({share_directory(), {}, {}});
  if (!suite) return suite.error();
  auto all = list_kept(*suite);
  if (!all) return all.error();
  const auto going = choose_kept(options, *all);
  const auto chosen = [&](const Kept& kept) {
    return std::find(going.begin(), going.end(), &kept) != going.end();
  };
  const bool removes = !options.dry_run && !going.empty();
  std::optional<baseimage::CacheUse> alone;
  if (removes) {
    auto use = baseimage::CacheUse::alone();
    if (!use) return use.error();
    alone.emplace(std::move(*use));
  }
  fmt::print("made once and kept in {}:\n", baseimage::cache_root().string());
  Bytes kept_bytes = 0, freed = 0;
  for (const auto& kept : *all) {
    print(kept, chosen(kept) && removes);
    (chosen(kept) ? freed : kept_bytes) += kept.bytes;
    if (chosen(kept) && removes)
      if (auto removed = remove_tree(kept.path); !removed) return removed.error();
  }
  fmt::print("  {} in all\n", report::human_bytes(kept_bytes + freed));
  if (options.cache)
    fmt::print("{} {}\n", options.dry_run ? "would free" : "freed", report::human_bytes(freed));
  else if (kept_bytes > 0)
    fmt::print("'bxbench clean --cache' frees it; the next run makes what it needs again\n");
  return exit_ok;
}

Result<int> clean(const CleanOptions& options) {
  const bool all_gone = options.dry_run || remove_leftovers();
  auto code = clean_kept(options);
  if (!code) return code;
  return all_gone ? exit_ok : exit_environment;
}

}  // namespace

void declare_clean(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<CleanOptions>();
  auto* command = app.add_subcommand(
      "clean", "Remove what an interrupted run left; show or free what is kept for later runs");
  auto* cache = command->add_flag("--cache", options->cache,
                                  "Also remove the base images and fixtures that were made once");
  command
      ->add_option("--unused", options->unused_days,
                   "With --cache: only what was not used for so many days")
      ->check(CLI::Range(0, 100000))
      ->needs(cache)
      ->type_name("DAYS");
  command->add_flag("--dry-run", options->dry_run, "Remove nothing, only tell");
  command->callback(
      [&chosen, options] { chosen = [options](const auto&) { return clean(*options); }; });
}

}  // namespace bxbench::cli
