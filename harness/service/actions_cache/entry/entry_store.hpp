// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/blocks.hpp>
#include <harness/service/actions_cache/entry/access_order.hpp>
#include <harness/service/actions_cache/entry/directory_lock.hpp>
#include <harness/service/actions_cache/entry/entry_files.hpp>
#include <harness/service/actions_cache/entry/entry_index.hpp>
#include <harness/service/actions_cache/entry/eviction.hpp>
#include <harness/service/actions_cache/entry/retired_payloads.hpp>
#include <harness/support/error.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>

namespace bxbench::service::actions_cache {

struct Eviction;  // server.hpp

/// Download URLs live no longer than this; a payload stays readable as long as one may.
constexpr std::chrono::minutes longest_url_life{10};

struct StoreSettings {
  std::filesystem::path directory;       ///< created
  Bytes quota = 0;                       ///< of all payloads; 0: none
  std::chrono::seconds unused_limit{0};  ///< entries unused for longer are evicted; 0: never
  ServiceClock::Source time = std::chrono::system_clock::now;
};

/// What a download URL leads to.
struct Payload {
  std::filesystem::path file;
  Bytes size = 0;
  EntryName name;
};

/// All entries, with their payloads on disk:
///
///     entries/            what is finalized, see EntryFiles
///     staging-<random>/   what is not finalized yet; of one store object, which removes it
///
/// A `kill -9` at any moment leaves each entry whole or not there at all. The directory belongs to
/// one open store at a time.
class EntryStore {
 public:
  /// Errc::environment when another store has the directory open.
  static Result<std::unique_ptr<EntryStore>> open(const StoreSettings& settings);
  ~EntryStore();
  EntryStore(const EntryStore&) = delete;
  EntryStore& operator=(const EntryStore&) = delete;

  /// Drops what is unfinished and forgets the rest, so that a connection that ends late cannot
  /// reach into a store that was opened on the same directory since.
  void close();
  /// Called for each eviction, before the entry is forgotten; must not change the store.
  void on_eviction(EvictionListener listener) { listener_ = std::move(listener); }

  const Entries& entries() const { return entries_; }
  const EntryIndex& index() const { return index_; }
  const Entry* find(EntryId id) const;
  /// The reservation of that name that is not finalized yet.
  const Entry* find_unfinished(const EntryName& name) const;
  /// Sum of the payloads that count for the quota.
  Bytes stored() const { return stored_; }

  // --- Uploads ---

  /// Takes a name; nothing when it is taken, also while it is merely reserved.
  std::optional<EntryId> reserve(const EntryName& name, Clock::time_point now);
  /// Upload traffic of an unfinished entry.
  void touch(EntryId id, Clock::time_point now);
  /// A new name for a file that an upload may fill.
  std::filesystem::path staging_file();
  /// The blocks staged so far for an unfinished entry, and the file they are in.
  Blocks& blocks(EntryId id);
  std::filesystem::path block_file(EntryId id) const;
  /// Makes a staged file the data of an unfinished entry, instead of what it had.
  Result<void> commit(EntryId id, const std::filesystem::path& staged);
  /// Makes a committed entry visible, then evicts others until the quota is kept. The new entry
  /// itself goes, as the last one, when it is larger than the quota.
  Result<void> finalize(EntryId id);
  /// Forgets an unfinished entry.
  void drop(EntryId id);
  /// Drops reservations without upload traffic for `limit`: a build that died would make every
  /// later export wait for its index's name.
  void drop_idle(Clock::time_point now, Duration limit);

  // --- Downloads ---

  /// Whether a URL may be given out for a finalized entry: its payload is whole, or was evicted
  /// alone. An entry whose file went missing behind our back is evicted ("lost").
  bool check_payload(EntryId id);
  /// The entry was found and a download URL is given out at `now`: it counts as used, and its
  /// payload stays readable for `longest_url_life` even when it is evicted meanwhile.
  void access(EntryId id, Clock::time_point now);
  /// What a download URL of this entry leads to; nothing: BlobNotFound.
  std::optional<Payload> payload(EntryId id) const;

  // --- Eviction ---

  /// Evicts what nobody used for too long, and deletes evicted payloads to which no URL leads any
  /// more. Cheap when there is nothing to do, so it is called for each request.
  void expire(Clock::time_point now);
  /// How many finalized entries were evicted, or payloads.
  std::size_t evict(const Eviction& which);
  /// One finalized entry; false when there is none.
  bool evict(EntryId id, EvictionReason reason);
  /// What is too much for it is evicted at once.
  void set_quota(Bytes quota);

  const ServiceClock& clock() const { return clock_; }
  /// What is too old then is evicted at once. The offset survives in the directory.
  void advance_clock(std::chrono::seconds by);

  // --- Snapshots ---

  /// Makes `directory`, which must not exist, a copy of all finalized entries and the clock:
  /// payloads are hard links, so its time does not depend on their bytes.
  Result<void> snapshot(const std::filesystem::path& directory) const;
  /// Replaces all entries by those of a snapshot, which stays usable, and the clock's offset.
  /// Unfinished uploads and payloads of evicted entries are gone. After a crash the directory has
  /// either the old or the new entries.
  Result<void> restore(const std::filesystem::path& directory);

 private:
  explicit EntryStore(const StoreSettings& settings);
  Result<void> load();
  void adopt(EntryFiles::Content content);
  void clear();
  void forget(EntryId id);
  void keep_quota();
  bool evict_payload(EntryId id);
  void report(const Entry& entry, EvictionReason reason, bool payload_only) const;
  Result<void> save_state() const;
  std::filesystem::path data_file(EntryId id) const;

  StoreSettings settings_;
  std::filesystem::path staging_directory_;
  EntryFiles files_;
  DirectoryLock lock_;
  ServiceClock clock_;
  EvictionListener listener_;

  Entries entries_;
  EntryIndex index_;
  AccessOrder access_order_;  ///< of finalized entries
  std::set<EntryId> unfinished_;
  RetiredPayloads retired_;
  std::map<EntryId, Blocks> blocks_;
  Bytes stored_ = 0;
  EntryId last_id_ = 0;
  EntryId granted_id_ = 0;  ///< ids up to here are noted as used in the directory
  std::uint64_t last_staged_ = 0;
};

}  // namespace bxbench::service::actions_cache
