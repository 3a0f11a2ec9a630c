// SPDX-License-Identifier: Apache-2.0
#include <harness/report/comparison/broken_trials.hpp>

#include <map>

namespace bxbench::report {
namespace {

/// Why a trial did not go well; empty: it did, or the machine is to blame.
std::string trouble_of(const journal::TrialFinished& trial) {
  if (!trial.error.empty() && trial.error_kind != "environment")
    return "it broke off: " + trial.error;
  if (!trial.failed_expectations.empty())
    return "expectation failed: " + trial.failed_expectations.front().message;
  return {};
}

struct Course {
  bool went_well = false;  ///< one trial at least
  std::string trouble;     ///< the first one
};

std::map<measure::CellKey, Course> courses_of(const journal::ResultSet& results) {
  std::map<measure::CellKey, Course> courses;
  for (const auto& trial : results.trials) {
    auto& [went_well, trouble] = courses[trial.cell];
    if (trouble.empty()) trouble = trouble_of(trial);
    went_well = went_well || (trial.error.empty() && trial.failed_expectations.empty());
  }
  return courses;
}

}  // namespace

std::vector<BrokenTrials> broken_trials(const journal::ResultSet& base,
                                        const journal::ResultSet& now) {
  const auto before = courses_of(base);
  std::vector<BrokenTrials> broken;
  for (const auto& [key, course] : courses_of(now)) {
    const auto known = before.find(key);
    const bool was_well =
        known != before.end() && known->second.went_well && known->second.trouble.empty();
    if (!course.trouble.empty() && was_well) broken.push_back({key, course.trouble});
  }
  return broken;
}

}  // namespace bxbench::report
