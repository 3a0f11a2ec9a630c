// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::report {

enum class Mark { none, failed, invalid, verdict, missing };

/// Against the baseline: told only when the interval of the ratio leaves 1 out and its test agrees.
enum class Trend { unclear, faster, slower };

/// "▼", "▲", or nothing.
std::string_view trend_mark(Trend trend);

/// One cell of a table, as text; nothing is left to compute.
struct TableCell {
  std::string value;     ///< "12.3 s", "invalid", "failed", "–"
  std::string interval;  ///< "[11.9–12.8]", "75 % [11.9–12.8]"; empty where samples are too few
  std::string ratio;     ///< "0.41×"; empty for the baseline
  std::string detail;    ///< "7/7 cached", "2/7 cached"
  Mark mark = Mark::none;
  Trend trend = Trend::unclear;
  std::vector<int> footnotes;    ///< numbers, from 1
  std::optional<double> sort{};  ///< what a column is sorted by; none comes last
};

/// One row: a scenario's measured job.
struct TableRow {
  std::string label;  ///< "version-bump · first"
  std::vector<TableCell> cells;
};

/// One table per workload: rows scenario, columns strategy.
struct Table {
  std::string title;
  std::vector<std::string> columns;
  std::vector<TableRow> rows;
  std::string corner = "scenario";  ///< what rows are
};

/// Where the time of one cell's median sample went.
struct TimeUse {
  std::string place;               ///< "go/mount/warm-build/rebuild, 2.9 s"
  std::vector<std::string> lines;  ///< phases; heaviest steps; critical path; resources
};

/// What to make of it, under the tables: "recommendation", "gate".
struct Conclusion {
  std::string title;
  std::vector<std::string> lines;  ///< none: nothing to say
};

/// Everything a report says, decided; exporters only lay it out. Texts may come from outside and
/// hold anything: exporters neutralise what their format would obey.
struct Report {
  std::string title;
  std::vector<std::string> facts;  ///< environment, seed, repetitions: one line each
  std::vector<Table> tables;
  Conclusion conclusion{};
  std::vector<std::string> notes;       ///< how to read the tables
  std::vector<std::string> break_even;  ///< bandwidths and builds at which strategies pay off
  std::vector<std::string> footnotes;   ///< footnote n is element n-1
  std::vector<std::string> warnings;    ///< "n = 1: no intervals; ask for more with -n 6"
  std::vector<TimeUse> time_uses;       ///< for who wants to know more
  std::string reproduce;                ///< the command that repeats the run
};

}  // namespace bxbench::report
