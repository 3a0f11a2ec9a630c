// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/cache_spec.hpp>
#include <harness/measure/miss/availability.hpp>
#include <harness/measure/miss/kinds.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace bxbench::measure {
namespace {

bool holds(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_gha(const std::string& flag) {
  return builder::read_spec(flag).type == "gha";
}

/// Strategies need not tell under which names they look up and save.
bool names_layers(const std::vector<suite::Identifier>& names) {
  return std::any_of(names.begin(), names.end(),
                     [](const auto& name) { return name.kind != "mount id"; });
}

/// "scope go-v1, scope go-v2"; the names of layers alone.
std::string in_words(const std::vector<suite::Identifier>& names) {
  std::string text;
  for (const auto& [kind, value] : names)
    if (kind != "mount id") text += fmt::format("{}{} {}", text.empty() ? "" : ", ", kind, value);
  return text.empty() ? "nothing" : text;
}

/// The name of a layer cache that the job looked up, else of whatever it looked up.
std::string looked_up_name(const BuildRecord& now) {
  for (const auto& [kind, value] : now.looked_up)
    if (kind == "ref" || kind == "scope") return value;
  return now.looked_up.empty() ? std::string{} : now.looked_up.front().value;
}

/// A key of the earlier job of which no entry is left.
std::optional<Miss> eviction(const BuildRecord& before, const BuildRecord& now,
                             std::string_view beginning) {
  std::vector<std::string> gone;
  for (const auto& key : now.gone_keys)
    if (key.starts_with(beginning) && holds(before.touched_keys, key)) gone.push_back(key);
  if (gone.empty()) return std::nullopt;
  const auto more = gone.size() > 1 ? fmt::format(" and {} more", gone.size() - 1) : "";
  return Miss{miss::evicted, gone.front(),
              fmt::format("{}{}, which job '{}' had in the Actions cache, had been evicted",
                          gone.front(), more, before.job)};
}

/// Scopes of the Actions cache that flags name.
std::vector<std::string> scopes(const std::vector<std::string>& flags) {
  std::vector<std::string> found;
  for (const auto& flag : flags)
    if (is_gha(flag)) found.push_back(builder::read_spec(flag).place());
  return found;
}

/// BuildKit imports a scope without an index, "index-SCOPE-1-HASH#N", as an empty cache.
std::optional<Miss> index_eviction(const BuildRecord& before, const BuildRecord& now) {
  constexpr std::size_t hash_digits = 8;
  const auto written = scopes(before.cache_to);
  for (const auto& scope : scopes(now.cache_from)) {
    const auto beginning = "index-" + scope + "-1-";
    auto miss = holds(written, scope) ? eviction(before, now, beginning) : std::nullopt;
    if (miss && miss->subject.find('#') == beginning.size() + hash_digits) return miss;
  }
  return std::nullopt;
}

/// BuildKit called the step cached, then made it again.
Miss lost_data(const BuildRecord& before, const BuildRecord& now) {
  if (auto miss = eviction(before, now, "buildkit-blob-")) return *miss;
  return {miss::evicted, looked_up_name(now),
          "the cache that was imported names its result, but the data could not be loaded"};
}

Miss exports_nothing(const BuildRecord& before) {
  const auto* why = before.carries == suite::Carries::mounts
                        ? "carries cache mounts, which are no layers"
                        : "exports no layers";
  return {miss::not_exported, before.strategy,
          fmt::format("strategy '{}' {}, and the builder of a fresh runner is empty",
                      before.strategy, why)};
}

Miss imports_nothing(const BuildRecord& before, const BuildRecord& now) {
  if (!now.restore || now.restore->hit)
    return {miss::not_imported, "",
            "the builder was empty and the build imported no cache (--cache-from)"};
  if (auto miss = eviction(before, now, "")) return *miss;
  return {
      miss::not_imported, now.restore->key,
      fmt::format("no cache was imported, because no archive was found under key {}{}",
                  now.restore->key, now.restore->error.empty() ? "" : ": " + now.restore->error)};
}

Miss failed_import(const BuildRecord& before, const BuildRecord& now) {
  const auto& error = now.imports.front().error;
  const bool not_found = error.ends_with("not found") || error.find("not found:") != error.npos;
  auto why = error.empty() ? std::string("it did not finish") : error;
  if (not_found && before.cache_to.empty())
    why += fmt::format("; job '{}' exported no cache", before.job);
  else if (not_found && names_layers(before.saved_under))
    why += fmt::format("; job '{}' saved under {}", before.job, in_words(before.saved_under));
  return {not_found ? miss::import_not_found : miss::import_failed, looked_up_name(now),
          "the import failed: " + why};
}

/// `--cache-to` of a kind that keeps the layers of the image alone.
std::optional<std::string> final_layers_only(const std::vector<std::string>& cache_to) {
  if (cache_to.empty()) return std::nullopt;
  std::string found;
  for (const auto& target : cache_to) {
    const auto spec = builder::read_spec(target);
    if (spec.type != "inline" && spec.field("mode") == "max") return std::nullopt;
    found = spec.type == "inline" ? "type=inline" : "mode=min";
  }
  return found;
}

/// Whether the image is made of a stage: the last one, or one that it is FROM.
bool is_in_image(const std::vector<dockerfile::Stage>& stages, std::size_t stage) {
  auto at = static_cast<int>(stages.size()) - 1;
  while (at >= 0 && static_cast<std::size_t>(at) != stage)
    at = stages[static_cast<std::size_t>(at)].base_stage;
  return at >= 0;
}

std::optional<Miss> never_exported(const BuildRecord& old) {
  const auto said = old.build_error.empty() ? old.export_error : old.build_error;
  if (!said.empty())
    return Miss{miss::not_exported, old.job,
                fmt::format("job '{}' exported no cache: {}", old.job, said)};
  if (old.cache_to.empty() && !old.build_args.contains("BUILDKIT_INLINE_CACHE"))
    return Miss{miss::not_exported, old.job, fmt::format("job '{}' exported no cache", old.job)};
  return std::nullopt;
}

std::optional<Miss> left_out_by_mode(const BuildRecord& old, const ReadBuild& now,
                                     std::optional<Place> place) {
  const auto mode = final_layers_only(old.cache_to);
  if (!mode || !place || is_in_image(now.stages, place->stage)) return std::nullopt;
  return Miss{
      miss::not_exported, *mode,
      fmt::format("job '{}' exported with {}, which keeps the layers of the last stage alone",
                  old.job, *mode)};
}

/// An archive that was found is the cache, whatever key it was found under.
bool names_differ(const BuildRecord& before, const BuildRecord& now) {
  if (now.restore && now.restore->hit) return false;
  return names_layers(before.saved_under) && names_layers(now.looked_up) &&
         !share_a_name(before, now);
}

/// What a strategy says of its names is not what its flags say, for a blank in them, say.
std::optional<Miss> flags_differ(const BuildRecord& before, const BuildRecord& now) {
  const auto written = cache_places(before.cache_to), read = cache_places(now.cache_from);
  const bool meet = std::any_of(read.begin(), read.end(),
                                [&](const auto& place) { return written.contains(place); });
  const bool all_named =
      written.size() == before.cache_to.size() && read.size() == now.cache_from.size();
  if (written.empty() || read.empty() || meet || !all_named) return std::nullopt;
  return Miss{miss::saved_elsewhere, read.begin()->substr(read.begin()->find(' ') + 1),
              fmt::format("imported {}, while job '{}' exported to {}", fmt::join(read, ", "),
                          before.job, fmt::join(written, ", "))};
}

std::optional<Miss> out_of_reach(const BuildRecord& before, const BuildRecord& now) {
  if (names_differ(before, now))
    return Miss{miss::saved_elsewhere, looked_up_name(now),
                fmt::format("looked up {}, while job '{}' saved under {}", in_words(now.looked_up),
                            before.job, in_words(before.saved_under))};
  if (auto miss = flags_differ(before, now)) return miss;
  const bool scoped = std::any_of(now.cache_from.begin(), now.cache_from.end(), is_gha);
  if (!scoped || holds(now.readable_refs, before.ref)) return std::nullopt;
  return Miss{miss::out_of_scope, before.ref,
              fmt::format("job '{}' saved as {}, whose Actions cache entries {} cannot read",
                          before.job, before.ref, now.ref)};
}

}  // namespace

std::set<std::string> cache_places(const std::vector<std::string>& flags) {
  std::set<std::string> places;
  for (const auto& flag : flags) {
    const auto spec = builder::read_spec(flag);
    if (spec.type == "gha") places.insert("scope " + spec.place());
    if (spec.type != "registry") continue;
    const bool has_tag = spec.place().find(':', spec.place().rfind('/') + 1) != std::string::npos;
    places.insert("ref " + spec.place() + (has_tag ? "" : ":latest"));
  }
  return places;
}

std::optional<Miss> no_cache_at_all(const BuildRecord& before, const BuildRecord& now) {
  if (now.no_cache) return Miss{miss::no_cache, "--no-cache", "--no-cache makes every step anew"};
  if (same_builder(before, now)) return std::nullopt;
  if (now.cache_from.empty() && before.cache_to.empty()) return exports_nothing(before);
  if (now.cache_from.empty()) return imports_nothing(before, now);
  if (now.imports.empty())
    return Miss{miss::not_imported, looked_up_name(now),
                fmt::format("the build left {} out{}", now.cache_from.front(),
                            is_gha(now.cache_from.front())
                                ? ", as buildx does without the runtime token of the Actions cache"
                                : "")};
  const bool one_succeeded = std::any_of(now.imports.begin(), now.imports.end(),
                                         [](const auto& one) { return one.succeeded; });
  if (one_succeeded) return std::nullopt;
  return failed_import(before, now);
}

Miss not_in_cache(const ReadBuild& before, const ReadBuild& now, const BuiltStep& step,
                  std::optional<Place> place) {
  const auto& old = before.record;
  if (same_builder(old, now.record)) {
    if (!old.build_error.empty())
      return {miss::not_built_before, old.job,
              fmt::format("the build of job '{}' failed before it: {}", old.job, old.build_error)};
    return {
        miss::unknown, "",
        fmt::format("nothing that is compared differs from job '{}' on the same builder", old.job)};
  }
  if (step.data_lost) return lost_data(old, now.record);
  if (auto miss = never_exported(old)) return *miss;
  if (auto miss = out_of_reach(old, now.record)) return *miss;
  if (auto miss = left_out_by_mode(old, now, place)) return *miss;
  if (auto miss = index_eviction(old, now.record)) return *miss;
  auto text = fmt::format("a cache was imported and nothing that is compared differs from job '{}'",
                          old.job);
  // Which step a blob belongs to is not known.
  if (const auto gone = eviction(old, now.record, "buildkit-blob-"))
    text += fmt::format("; {}, which may be why", gone->text);
  return {miss::unknown, "", std::move(text)};
}

}  // namespace bxbench::measure
