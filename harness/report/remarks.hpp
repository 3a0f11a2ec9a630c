// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>
#include <harness/journal/journal.hpp>
#include <harness/report/report.hpp>

#include <string>
#include <unordered_map>
#include <vector>

namespace bxbench::report {

/// Something that a reader must know about a cell before using its figures.
struct Remark {
  Mark mark = Mark::none;  ///< `none`: worth saying, but as it should be
  std::string text;
};

/// What is known of one place in a table.
struct Place {
  measure::CellKey key;
  const analysis::Cell* cell = nullptr;               ///< null: no sample
  std::vector<const journal::TrialFinished*> trials;  ///< of this workload, strategy, scenario
  bool last_job = true;  ///< of its scenario; what concerns a whole trial is said here
};

/// Trials that broke off, invalid samples, verdicts, failed expectations, and where the misses of
/// the build began: the worst first.
std::vector<Remark> remarks(const Place& place);

/// The remarks of a report. Equal texts share a number and name all the places that they are about.
class Footnotes {
 public:
  /// The number of the text, from 1.
  int add(const measure::CellKey& place, const std::string& text);
  /// "go/mount/cold/build: the text".
  std::vector<std::string> texts() const;

 private:
  struct Entry {
    std::string text;
    std::vector<std::string> places;
  };
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::size_t> places_;  ///< by text
};

}  // namespace bxbench::report
