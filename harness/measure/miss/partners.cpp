// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/miss/partners.hpp>

#include <boost/algorithm/string/predicate.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace bxbench::measure {
namespace {

using dockerfile::Stage;
using Stages = std::vector<Stage>;

bool has_name(const Stages& all, std::size_t stage) {
  const auto& name = all[stage].name;
  return !name.empty() && name != fmt::format("stage-{}", stage);
}

std::size_t common_steps(const Stage& a, const Stage& b) {
  std::size_t count = 0;
  while (count < a.steps.size() && count < b.steps.size() &&
         same_text(a.steps[count], b.steps[count]))
    ++count;
  return count;
}

class Matching {
 public:
  Matching(const Stages& before, const Stages& now)
      : before_(before), now_(now), partners_(now.size()) {
    match_names();
    while (match_best()) {
    }
  }
  std::vector<std::optional<std::size_t>> partners() && { return std::move(partners_); }

 private:
  /// Steps in common, the same base, the same index.
  using Likeness = std::tuple<std::size_t, bool, bool>;

  void match_names() {
    for (std::size_t n = 0; n < now_.size(); ++n)
      for (std::size_t old = 0; old < before_.size() && has_name(now_, n); ++old)
        if (has_name(before_, old) && before_[old].name == now_[n].name) match(old, n);
  }

  void match(std::size_t old, std::size_t n) {
    if (partners_[n]) taken_.erase(*partners_[n]);  // of one name the last stage is meant
    partners_[n] = old;
    taken_.insert(old);
  }

  /// Nothing in common is enough only for stages without names that stand at the same place.
  std::optional<Likeness> likeness(std::size_t old, std::size_t n) const {
    const auto common = common_steps(before_[old], now_[n]);
    const bool last = old + 1 == before_.size() && n + 1 == now_.size();
    const bool same_place = last || (old == n && before_.size() == now_.size());
    if (common == 0 && (has_name(before_, old) || has_name(now_, n) || !same_place))
      return std::nullopt;
    return Likeness{common, before_[old].base == now_[n].base, same_place};
  }

  bool match_best() {
    std::optional<Likeness> best;
    std::pair<std::size_t, std::size_t> found;
    for (std::size_t n = 0; n < now_.size(); ++n) {
      for (std::size_t old = 0; old < before_.size() && !partners_[n]; ++old) {
        if (taken_.contains(old)) continue;
        const auto one = likeness(old, n);
        if (!one || (best && *one <= *best)) continue;
        best = one;
        found = {old, n};
      }
    }
    if (best) match(found.first, found.second);
    return best.has_value();
  }

  const Stages& before_;
  const Stages& now_;
  std::vector<std::optional<std::size_t>> partners_;
  std::set<std::size_t> taken_;
};

/// `--from=build`, `--from=0`.
std::optional<std::size_t> stage_of(const Stages& all, const dockerfile::Step& copy) {
  if (copy.from.size() != 1) return std::nullopt;
  for (auto n = all.size(); n-- > 0;)
    if (boost::iequals(all[n].name, copy.from[0]) || copy.from[0] == std::to_string(n)) return n;
  return std::nullopt;
}

dockerfile::Step without_from(dockerfile::Step copy) {
  std::erase_if(copy.instruction.flags,
                [](const auto& flag) { return boost::istarts_with(flag, "--from="); });
  return copy;
}

}  // namespace

bool same_text(const dockerfile::Step& a, const dockerfile::Step& b) {
  const auto &left = a.instruction, &right = b.instruction;
  if (left.keyword != right.keyword || left.flags != right.flags || left.here != right.here)
    return false;
  if (left.keyword == "RUN") return left.text == right.text;
  return dockerfile::words(left.text) == dockerfile::words(right.text);
}

std::vector<std::optional<std::size_t>> stage_partners(const Stages& before, const Stages& now) {
  return Matching(before, now).partners();
}

bool same_but_for_stage(const Stages& before, const dockerfile::Step& old, const Stages& now,
                        const dockerfile::Step& step) {
  if (step.instruction.keyword != "COPY" || !same_text(without_from(old), without_from(step)))
    return false;
  const auto was = stage_of(before, old), is = stage_of(now, step);
  return was && is && stage_partners(before, now)[*is] == was;
}

}  // namespace bxbench::measure
