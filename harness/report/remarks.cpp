// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/miss/explain.hpp>
#include <harness/report/place.hpp>
#include <harness/report/remarks.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace bxbench::report {
namespace {

using Outcome = measure::Verdict::Outcome;

constexpr std::size_t reasons_shown = 3, places_shown = 4;

/// Different texts and how often each was met, in the order of their first time.
class Tally {
 public:
  void add(const std::string& text) {
    const auto same = [&](const auto& counted) { return counted.first == text; };
    const auto found = std::find_if(counts_.begin(), counts_.end(), same);
    found == counts_.end() ? (void)counts_.emplace_back(text, 1) : (void)++found->second;
    ++total_;
  }
  int total() const { return total_; }

  /// "text", or "text (2 times); other text (once)".
  std::string text() const {
    if (counts_.size() == 1) return counts_.front().first;
    std::string all;
    for (std::size_t i = 0; i < std::min(counts_.size(), reasons_shown); ++i)
      all += fmt::format("{}{} ({})", i ? "; " : "", counts_[i].first, times(counts_[i].second));
    const auto more = counts_.size() - std::min(counts_.size(), reasons_shown);
    return more ? fmt::format("{}; and {} other reasons", all, more) : all;
  }

 private:
  static std::string times(int count) {
    return count == 1 ? "once" : fmt::format("{} times", count);
  }
  std::vector<std::pair<std::string, int>> counts_;
  int total_ = 0;
};

/// "", "all 7 <things> ", "2 of 7 <things> ".
std::string share(int part, int total, std::string_view things) {
  if (total == 1) return {};
  return part == total ? fmt::format("all {} {} ", total, things)
                       : fmt::format("{} of {} {} ", part, total, things);
}

std::string sentence(std::string text) {
  if (!text.empty() && text.back() != '.') text += '.';
  return text;
}

bool has_sample(const journal::TrialFinished& trial, const std::string& job) {
  return std::any_of(trial.samples.begin(), trial.samples.end(),
                     [&](const auto& sample) { return sample.cell.job == job; });
}

void add_errors(const Place& place, std::vector<Remark>& all) {
  Tally errors;
  for (const auto* trial : place.trials)
    if (!trial->error.empty() && !has_sample(*trial, place.key.job)) errors.add(trial->error);
  if (errors.total() == 0) return;
  const auto count = share(errors.total(), static_cast<int>(place.trials.size()), "trials");
  all.push_back({Mark::failed, fmt::format("{}broke off: {}", count.empty() ? "the trial " : count,
                                           sentence(errors.text()))});
}

void add_invalid(const Place& place, std::vector<Remark>& all) {
  if (!place.cell) return;
  Tally reasons;
  for (const auto& sample : place.cell->samples)
    if (!sample.valid) reasons.add(sample.invalid_reason);
  if (reasons.total() == 0) return;
  const auto count =
      share(reasons.total(), static_cast<int>(place.cell->samples.size()), "samples");
  all.push_back({Mark::invalid, fmt::format("{}invalid: {}", count, sentence(reasons.text()))});
}

void add_verdict(const measure::Verdict& verdict, std::vector<Remark>& all) {
  const bool fails = verdict.outcome == Outcome::fail;
  const bool surprising_pass = verdict.outcome == Outcome::pass && verdict.expected;
  if (!fails && !surprising_pass) return;
  const auto said = surprising_pass    ? "passed, though this scenario is made to trip it"
                    : verdict.expected ? "failed, as this scenario intends"
                                       : "failed";
  auto text = fmt::format("rule {} {}", verdict.rule, said);
  text += verdict.evidence.empty() ? "." : ": " + sentence(verdict.evidence);
  if (fails && !verdict.finding.empty()) text += " " + sentence(verdict.finding);
  all.push_back({fails && !verdict.expected ? Mark::verdict : Mark::none, text});
}

void add_expectations(const Place& place, std::vector<Remark>& all) {
  if (!place.last_job) return;
  Tally failed;
  for (const auto* trial : place.trials)
    for (const auto& [message, where] : trial->failed_expectations)
      failed.add(where.empty() ? message : fmt::format("{} ({})", message, where));
  if (failed.total() == 0) return;
  all.push_back({Mark::verdict, "expectation failed: " + sentence(failed.text())});
}

/// Where the misses of a cell began. What a strategy keeps no layers for is no news.
void add_miss(const Place& place, std::vector<Remark>& all) {
  for (const auto& sample : place.cell->samples) {
    const auto* step = measure::first_miss(sample.evidence.step_list);
    if (step == nullptr || step->miss->subject == sample.cell.strategy) continue;
    all.push_back({Mark::none, fmt::format("misses began at {}: {} ({}).", step->name,
                                           step->miss->text, step->miss->kind)});
    return;
  }
}

}  // namespace

std::vector<Remark> remarks(const Place& place) {
  std::vector<Remark> all;
  add_errors(place, all);
  add_invalid(place, all);
  add_expectations(place, all);
  if (place.cell)
    for (const auto& verdict : place.cell->verdicts)
      add_verdict(verdict, all);
  if (place.cell) add_miss(place, all);
  return all;
}

int Footnotes::add(const measure::CellKey& place, const std::string& text) {
  const auto [number, is_new] = places_.try_emplace(text, entries_.size());
  if (is_new) entries_.push_back({text, {}});
  entries_[number->second].places.push_back(place_name(place));
  return static_cast<int>(number->second) + 1;
}

std::vector<std::string> Footnotes::texts() const {
  std::vector<std::string> texts;
  for (const auto& [text, places] : entries_) {
    const auto shown = std::min(places.size(), places_shown);
    auto names = fmt::format("{}", fmt::join(places.begin(), places.begin() + shown, ", "));
    if (shown < places.size()) names += fmt::format(" and {} more", places.size() - shown);
    texts.push_back(fmt::format("{}: {}", names, text));
  }
  return texts;
}

}  // namespace bxbench::report
