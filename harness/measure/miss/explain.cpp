// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/miss/availability.hpp>
#include <harness/measure/miss/explain.hpp>
#include <harness/measure/miss/kinds.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace bxbench::measure {
namespace {

class Explainer {
 public:
  Explainer(const BuildRecord& before, const BuildRecord& now, const BuildRecord* overwriter)
      : overwriter_(overwriter),
        before_(read_build(before)),
        now_(read_build(now)),
        places_(places(now.steps, now_.stages)),
        global_(no_cache_at_all(before, now)) {
    for (const auto& step : now.steps)
      if (step.ran) ran_.insert(step.name);
  }

  Miss explain(std::size_t index) const {
    const auto& step = now_.record.steps[index];
    const auto place = places_[index];
    const auto parent = std::find_if(step.parents.begin(), step.parents.end(),
                                     [&](const auto& name) { return ran_.contains(name); });
    const bool has_parent = parent != step.parents.end();
    if (global_ && !has_parent) return *global_;
    if (place)
      if (auto miss = own_cause(before_, now_, *place)) return *miss;
    if (has_parent)
      return {miss::parent_missed, *parent,
              fmt::format("it builds on {}, which was made again", *parent)};
    if (!place)
      return {miss::unknown, "", "it cannot be told which instruction of the Dockerfile this is"};
    if (!stage_before(before_, now_, *place))
      return {
          miss::unknown, "",
          fmt::format("no stage of job '{}' is known to have been this one", before_.record.job)};
    if (auto miss = stage_base_cause(before_, now_, *place)) return *miss;
    if (overwriter_ != nullptr && !step.data_lost) return overwritten();
    return not_in_cache(before_, now_, step, place);
  }

 private:
  Miss overwritten() const {
    return {miss::overwritten, overwriter_->job,
            fmt::format("job '{}' exported {} under the same name after job '{}', and an export "
                        "replaces what was there",
                        overwriter_->job, overwriter_->dockerfile, before_.record.job)};
  }

  const BuildRecord* overwriter_;  ///< may be null
  ReadBuild before_, now_;
  std::vector<std::optional<Place>> places_;
  std::optional<Miss> global_;
  std::set<std::string> ran_;
};

using Positions = std::map<std::string, std::pair<std::size_t, std::size_t>>;

/// Stage and step of each name; those without a place are not in it.
Positions positions(const BuildRecord& record) {
  const auto build = read_build(record);
  const auto found = places(record.steps, build.stages);
  Positions positions;
  for (std::size_t n = 0; n < found.size(); ++n)
    if (found[n]) positions[record.steps[n].name] = {found[n]->stage, found[n]->step};
  return positions;
}

void sort_by_place(std::vector<StepRecord>& steps, const Positions& positions) {
  constexpr auto last = std::numeric_limits<std::size_t>::max();
  const auto position = [&](const StepRecord& step) {
    const auto found = positions.find(step.name);
    return found == positions.end() ? std::pair(last, last) : found->second;
  };
  std::stable_sort(steps.begin(), steps.end(), [&](const StepRecord& a, const StepRecord& b) {
    return position(a) < position(b);
  });
}

/// What a registry holds knows no branches.
bool can_use(const BuildRecord& before, const BuildRecord& now) {
  if (!share_a_name(before, now)) return false;
  const auto& refs = now.readable_refs;
  const bool in_registry = std::any_of(now.looked_up.begin(), now.looked_up.end(),
                                       [](const auto& name) { return name.kind == "ref"; });
  return in_registry || refs.empty() ||
         std::find(refs.begin(), refs.end(), before.ref) != refs.end();
}

/// Whether an export takes the place of an earlier one that the build reads. Entries of the Actions
/// cache belong to the Git ref that wrote them.
bool replaces(const BuildRecord& one, const BuildRecord& before, const BuildRecord& now) {
  if (!one.build_error.empty() || !one.export_error.empty()) return false;
  const auto places = cache_places(now.cache_from), of_before = cache_places(before.cache_to);
  for (const auto& place : cache_places(one.cache_to))
    if (places.contains(place) && of_before.contains(place))
      return place.starts_with("ref ") || one.ref == before.ref;
  return false;
}

}  // namespace

std::vector<std::optional<Miss>> explain_misses(const BuildRecord& before, const BuildRecord& now,
                                                const BuildRecord* overwriter) {
  const Explainer explainer(before, now, overwriter);
  std::vector<std::optional<Miss>> misses(now.steps.size());
  for (std::size_t n = 0; n < now.steps.size(); ++n)
    if (now.steps[n].ran) misses[n] = explainer.explain(n);
  return misses;
}

const BuildRecord* build_before(std::span<const BuildRecord> earlier, const BuildRecord& now) {
  const BuildRecord *on_runner = nullptr, *same_on_runner = nullptr;
  const BuildRecord *usable = nullptr, *same_usable = nullptr;
  for (const auto& one : earlier) {
    const bool same = one.dockerfile == now.dockerfile;
    if (same_builder(one, now)) {
      on_runner = &one;
      if (same) same_on_runner = &one;
    }
    if (!can_use(one, now)) continue;
    usable = &one;
    if (same) same_usable = &one;
  }
  for (const auto* found : {same_on_runner, on_runner, same_usable, usable})
    if (found != nullptr) return found;
  return earlier.empty() ? nullptr : &earlier.back();
}

const BuildRecord* overwriter(std::span<const BuildRecord> earlier, const BuildRecord& before,
                              const BuildRecord& now) {
  if (same_builder(before, now) || !can_use(before, now)) return nullptr;
  const BuildRecord* last = nullptr;
  bool after = false;
  for (const auto& one : earlier) {
    if (after && one.dockerfile != now.dockerfile && replaces(one, before, now)) last = &one;
    after = after || &one == &before;
  }
  return last;
}

void add_misses(std::vector<StepRecord>& steps, std::span<const BuildRecord> earlier,
                const BuildRecord& now) {
  const auto* before = build_before(earlier, now);
  const auto misses = before == nullptr
                          ? std::vector<std::optional<Miss>>(now.steps.size())
                          : explain_misses(*before, now, overwriter(earlier, *before, now));
  for (std::size_t n = 0; n < std::min(steps.size(), now.steps.size()); ++n) {
    if (steps[n].name != now.steps[n].name) continue;
    steps[n].digest = now.steps[n].digest;
    steps[n].miss = misses[n];
  }
  sort_by_place(steps, positions(now));
}

const StepRecord* first_miss(const std::vector<StepRecord>& steps) {
  const auto found = std::find_if(steps.begin(), steps.end(), [](const StepRecord& step) {
    return step.miss && step.miss->kind != miss::parent_missed;
  });
  return found == steps.end() ? nullptr : &*found;
}

}  // namespace bxbench::measure
