// SPDX-License-Identifier: Apache-2.0
// `bxbench report` on folders of many runs of 10 cells with 5 samples each, then on one run of many
// cells with one sample each, all with as much evidence as real ones: seconds and peak memory.
//   history_speed BXBENCH [RUNS ...]
#include <tests/bench/measured_run.hpp>
#include <tests/support/example_history.hpp>
#include <tests/support/temp_folder.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace fs = std::filesystem;
using namespace bxbench;

namespace {

constexpr int repetitions = 5, times = 5;

double megabytes_below(const fs::path& directory) {
  double bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(directory))
    if (entry.is_regular_file()) bytes += static_cast<double>(entry.file_size());
  return bytes / 1e6;
}

/// One line a format; `what` is what the folder holds, and is reported on.
bool print_rows(const std::string& program, const std::string& what, const fs::path& folder,
                const std::vector<std::string>& formats) {
  const auto size = megabytes_below(folder);
  for (const auto& format : formats) {
    std::vector<double> seconds;
    Bytes peak = 0;
    for (int i = 0; i < times; ++i) {
      const auto ended = bench::run({program, "report", folder.string(), "--format", format});
      if (ended.code != 0) return false;
      seconds.push_back(ended.seconds);
      peak = std::max(peak, ended.peak);
    }
    std::sort(seconds.begin(), seconds.end());
    fmt::print("{:>12}, {:>6.1f} MB  {:<8} {:>6.2f} s [{:.2f}-{:.2f}]  peak memory {:5.1f} MB\n",
               what, size, format, seconds[times / 2], seconds.front(), seconds.back(),
               static_cast<double>(peak) / 1e6);
  }
  return true;
}

bool print_history(const std::string& program, int runs) {
  const tests::TempFolder folder;
  tests::HistoryShape shape;
  shape.runs = runs;
  shape.repetitions = repetitions;
  shape.evidence = true;
  tests::write_history(folder.path(), shape);
  return print_rows(program, fmt::format("{} runs", runs), folder.path(), {"table", "json"});
}

bool print_run(const std::string& program, int cells) {
  const tests::TempFolder folder;
  tests::HistoryShape shape;
  shape.runs = shape.repetitions = 1;
  shape.evidence = true;
  shape.workloads = cells / 10;
  tests::write_history(folder.path(), shape);
  return print_rows(program, fmt::format("{} cells", cells), folder.path() / "run-0000",
                    {"table", "markdown", "json", "html"});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return fmt::print(stderr, "usage: history_speed BXBENCH [RUNS ...]\n"), 2;
  std::vector<int> counts;
  for (int i = 2; i < argc; ++i)
    counts.push_back(std::atoi(argv[i]));
  if (counts.empty()) counts = {100, 1000};
  fmt::print("bxbench report of many runs of 10 cells with {} samples; medians of {}\n",
             repetitions, times);
  const auto all = [&](const std::vector<int>& sizes, auto print) {
    return std::all_of(sizes.begin(), sizes.end(), [&](int size) { return print(argv[1], size); });
  };
  bool reported = all(counts, print_history);
  fmt::print("\nof one run of many cells with one sample\n");
  reported = reported && all({1000, 10000}, print_run);
  return reported ? 0 : (fmt::print(stderr, "the report failed\n"), 1);
}
