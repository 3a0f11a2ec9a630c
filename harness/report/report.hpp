// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>

#include <string>
#include <vector>

namespace bxbench::report {

enum class Mark { none, failed, invalid, verdict, missing };

/// One cell of a table, as text; nothing is left to compute.
struct TableCell {
  std::string value;   ///< "12.3 s", "12.3 s [11.9–12.8]", "–"
  std::string ratio;   ///< "0.41×"; empty for the baseline
  std::string detail;  ///< "7/7 cached", "2/7 cached"
  Mark mark = Mark::none;
  std::vector<int> footnotes;  ///< numbers, from 1
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
};

/// Everything a report says, decided; exporters only lay it out.
struct Report {
  std::string title;
  std::vector<std::string> facts;  ///< environment, seed, repetitions: one line each
  std::vector<Table> tables;
  std::vector<std::string> footnotes;  ///< footnote n is element n-1
  std::vector<std::string> warnings;   ///< "n = 1: no intervals; ask for more with -n 5"
  std::string reproduce;               ///< the command that repeats the run
};

}  // namespace bxbench::report
