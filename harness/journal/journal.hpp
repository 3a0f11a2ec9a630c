// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/journal/record.hpp>

#include <filesystem>
#include <memory>

namespace bxbench::journal {

/// The only writer of a run's journal.jsonl. Each append is one line, synced before it returns.
class Journal {
 public:
  /// Creates the file; it must not exist.
  static Result<Journal> create(const std::filesystem::path& file);
  /// Continues an existing file (`--resume`). A torn last line is cut off first.
  static Result<Journal> reopen(const std::filesystem::path& file);
  Journal(Journal&& other) noexcept;
  Journal& operator=(Journal&& other) noexcept;
  ~Journal();
  /// When it fails, the file is cut back to its last whole line and stays readable.
  Result<void> append(const Record& record);

 private:
  explicit Journal(int fd, std::filesystem::path file);
  int fd_ = -1;
  std::filesystem::path file_;
};

/// Everything a journal holds. A last line without its newline is where a run died: skipped.
/// After a resumed run, a trial's last record replaces its earlier ones, and `finished` has no
/// value when trials follow the last RunFinished.
struct ResultSet {
  RunStarted run;
  std::vector<TrialFinished> trials;
  std::optional<RunFinished> finished;
  std::vector<measure::Noise> noise;  ///< probes: before the run, then now and then between trials
  bool torn_tail = false;
};

/// The samples of all trials, in the order of the journal.
std::vector<measure::Sample> samples_of(const ResultSet& results);

Result<ResultSet> load(const std::filesystem::path& file);

}  // namespace bxbench::journal
