// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace bxbench::test {

/// What is known of recorded logs of consecutive runs.
struct Labelled {
  std::string name;
  std::vector<std::filesystem::path> logs;  ///< in order
  std::set<std::string> expected;           ///< rules that must fail
  std::set<std::string> also;               ///< rules that may fail too: they are true as well
};

/// Reads tests/data/recorded: a folder of logs each, and `labels.json`, {"folder": {"expected":
/// […], "also": […]}}.
std::vector<Labelled> recorded_logs();

/// The rules that fail on these logs, judged together by the default profile.
std::set<std::string> failing_rules(const Labelled& recorded);

struct RuleCounts {
  int found = 0;   ///< failed, and the label says so
  int missed = 0;  ///< passed, and the label expects a failure
  int wrong = 0;   ///< failed, and the label does not know of it
  std::set<std::string> missed_in, wrong_in;
  int expected = 0;  ///< of the found ones, those that had to be found
};

struct Quality {
  std::map<std::string, RuleCounts> rules;
  /// Per log: what was expected and missed, and what failed instead.
  std::map<std::string, std::set<std::string>> missed, wrong;
  int logs = 0, good = 0;
};

Quality quality_of(const std::vector<Labelled>& recorded);

/// A table: precision and recall per rule, then what was confused with what.
std::string describe(const Quality& quality);

}  // namespace bxbench::test
