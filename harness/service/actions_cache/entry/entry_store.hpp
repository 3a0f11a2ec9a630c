// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/blocks.hpp>
#include <harness/service/actions_cache/entry/entry.hpp>
#include <harness/support/error.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>

namespace bxbench::service::actions_cache {

using Entries = std::map<EntryId, Entry>;

/// All entries, with their payloads on disk:
///
///     entries/<id>.json   a finalized entry        entries/<id>.blob   its payload
///     staging-<random>/   what is not finalized yet; of one store object, which removes it
///
/// File names come from ids only: keys are text of the client's choice.
class EntryStore {
 public:
  static Result<std::unique_ptr<EntryStore>> open(const std::filesystem::path& directory);
  ~EntryStore();
  EntryStore(const EntryStore&) = delete;
  EntryStore& operator=(const EntryStore&) = delete;

  /// Drops what is unfinished and forgets the rest, so that a connection that ends late cannot
  /// reach into a store that was opened on the same directory since.
  void close();

  const Entries& entries() const { return entries_; }
  const Entry* find(EntryId id) const;
  /// The reservation of that name that is not finalized yet.
  const Entry* find_unfinished(const EntryName& name) const;
  /// Where a finalized entry's payload is.
  std::filesystem::path payload(EntryId id) const;

  /// Takes a name; nothing when it is taken, also while it is merely reserved.
  std::optional<EntryId> reserve(const EntryName& name, Clock::time_point now);
  void touch(EntryId id, Clock::time_point now);
  /// A new name for a file that an upload may fill.
  std::filesystem::path staging_file();
  /// The blocks staged so far for an unfinished entry, and the file they are in.
  Blocks& blocks(EntryId id);
  std::filesystem::path block_file(EntryId id) const;
  /// Makes a staged file the data of an unfinished entry, instead of what it had.
  Result<void> commit(EntryId id, const std::filesystem::path& staged);
  /// Makes a committed entry visible.
  Result<void> finalize(EntryId id, Clock::time_point now);

  void drop(EntryId id);
  /// Drops reservations without upload traffic for `limit`: a build that died would make every
  /// later export wait for its index's name.
  void drop_idle(Clock::time_point now, Duration limit);

 private:
  explicit EntryStore(std::filesystem::path directory);
  Result<void> load();
  std::filesystem::path data_file(EntryId id) const;
  std::filesystem::path record_file(EntryId id) const;

  std::filesystem::path entries_directory_, staging_directory_;
  Entries entries_;
  std::map<EntryId, Blocks> blocks_;
  EntryId last_id_ = 0;
  std::uint64_t last_staged_ = 0;
};

}  // namespace bxbench::service::actions_cache
