// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/entry/entry.hpp>
#include <harness/support/error.hpp>

#include <filesystem>
#include <vector>

namespace bxbench::service::actions_cache {

/// What a directory of entries knows beside the entries.
struct StoreState {
  std::chrono::seconds clock_offset{0};
  EntryId last_id = 0;  ///< no smaller id is given out again
};

/// The files of finalized entries:
///
///     <id>.json    the record; its modification time is that of the last access
///     <id>.blob    the payload; immutable, it may have other links
///     state.json   clock and last id
///
/// File names come from ids only: keys are text of the client's choice. A record appears after its
/// payload and disappears before it, each whole: whatever lacks its other half is no entry.
class EntryFiles {
 public:
  explicit EntryFiles(std::filesystem::path directory) : directory_(std::move(directory)) {}

  const std::filesystem::path& directory() const { return directory_; }
  std::filesystem::path payload(EntryId id) const;
  std::filesystem::path record(EntryId id) const;

  struct Content {
    std::vector<Entry> entries;                    ///< whole ones
    std::vector<std::filesystem::path> leftovers;  ///< files of ours that belong to none of them
    StoreState state;
  };
  Result<Content> read() const;

  Result<void> write_record(const Entry& entry) const;
  Result<void> write_state(const StoreState& state) const;
  /// Without writing the record anew.
  void note_access(const Entry& entry) const;
  /// Whether the payload is there with its recorded size.
  bool is_whole(const Entry& entry) const;
  /// The record is removed first.
  void remove_record(EntryId id) const;
  void remove_payload(EntryId id) const;

  /// Fills another, empty directory: payloads as hard links, records as copies. Entries whose
  /// payload is gone are left out.
  Result<void> link_to(const EntryFiles& target, const Entries& entries,
                       const StoreState& state) const;

 private:
  std::filesystem::path directory_;
};

}  // namespace bxbench::service::actions_cache
