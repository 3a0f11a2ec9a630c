// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/entry/entry_store.hpp>
#include <harness/service/actions_cache/entry/private_file.hpp>
#include <harness/service/actions_cache/entry/store_paths.hpp>
#include <harness/support/digest.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace fs = std::filesystem;

namespace bxbench::service::actions_cache {
namespace {

/// So many ids are noted as used at once, so that a reservation seldom writes.
constexpr EntryId ids_at_once = 1000;

Error closed_meanwhile(EntryId id) {
  return {Errc::io, fmt::format("upload {} has ended meanwhile", id)};
}

void remove_file(const fs::path& file) {
  std::error_code ignored;
  fs::remove(file, ignored);
}

/// Entries that a server had restored when it died, before it could put them in their place.
Result<void> finish_restore(const fs::path& directory) {
  const auto restored = restored_directory(directory);
  std::error_code ignored;
  if (!fs::exists(restored, ignored)) return {};
  if (auto removed = remove_tree(entries_directory(directory)); !removed) return removed.error();
  return move_path(restored, entries_directory(directory));
}

/// Staging directories of servers that died.
Result<void> remove_staging(const fs::path& directory) {
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(directory, failure)) {
    if (!entry.path().filename().string().starts_with(staging_prefix)) continue;
    if (auto removed = remove_tree(entry.path()); !removed) return removed.error();
  }
  return {};
}

}  // namespace

EntryStore::EntryStore(const StoreSettings& settings)
    : settings_(settings),
      staging_directory_(settings.directory / (staging_prefix + to_hex(random_bytes(8)))),
      files_(entries_directory(settings.directory)),
      clock_(settings.time) {}

EntryStore::~EntryStore() {
  close();
}

void EntryStore::close() {
  if (!lock_.held()) return;
  for (const auto id : retired_.take_all())
    files_.remove_payload(id);
  granted_id_ = last_id_;
  (void)save_state();
  clear();
  (void)remove_tree(staging_directory_);
  lock_.release();
}

Result<std::unique_ptr<EntryStore>> EntryStore::open(const StoreSettings& settings) {
  if (auto made = make_private_directory(settings.directory); !made) return made.error();
  auto lock = DirectoryLock::take(settings.directory);
  if (!lock) return lock.error();
  if (auto finished = finish_restore(settings.directory); !finished) return finished.error();
  if (auto removed = remove_staging(settings.directory); !removed) return removed.error();
  std::unique_ptr<EntryStore> store(new EntryStore(settings));
  for (const auto& wanted : {store->files_.directory(), store->staging_directory_})
    if (auto made = make_private_directory(wanted); !made) return made.error();
  if (auto loaded = store->load(); !loaded) {
    (void)remove_tree(store->staging_directory_);
    return loaded.error();
  }
  store->lock_ = std::move(*lock);
  return store;
}

Result<void> EntryStore::load() {
  auto content = files_.read();
  if (!content) return content.error();
  for (const auto& file : content->leftovers)
    remove_file(file);
  adopt(std::move(*content));
  return {};
}

void EntryStore::adopt(EntryFiles::Content content) {
  clock_.set_offset(content.state.clock_offset);
  last_id_ = granted_id_ = std::max(last_id_, content.state.last_id);
  for (auto& entry : content.entries) {
    if (entry.payload) stored_ += entry.size;
    access_order_.add(entry);
    index_.reserve(entry.name, entry.id);
    index_.publish(entry.name, entry.id);
    const auto id = entry.id;
    entries_.emplace(id, std::move(entry));
  }
}

void EntryStore::clear() {
  entries_.clear();
  index_ = EntryIndex{};
  access_order_.clear();
  unfinished_.clear();
  blocks_.clear();
  stored_ = 0;
}

Result<void> EntryStore::save_state() const {
  const StoreState state{clock_.offset(), granted_id_};
  return files_.write_state(state);
}

fs::path EntryStore::data_file(EntryId id) const {
  return staging_directory_ / fmt::format("{}.data", id);
}
fs::path EntryStore::block_file(EntryId id) const {
  return staging_directory_ / fmt::format("{}.blocks", id);
}
fs::path EntryStore::staging_file() {
  return staging_directory_ / fmt::format("upload-{}", ++last_staged_);
}

const Entry* EntryStore::find(EntryId id) const {
  const auto found = entries_.find(id);
  return found == entries_.end() ? nullptr : &found->second;
}

const Entry* EntryStore::find_unfinished(const EntryName& name) const {
  const auto id = index_.holder(name);
  return id && unfinished_.contains(*id) ? find(*id) : nullptr;
}

std::optional<EntryId> EntryStore::reserve(const EntryName& name, Clock::time_point now) {
  if (index_.holder(name)) return std::nullopt;
  if (++last_id_ > granted_id_) {
    granted_id_ = last_id_ + ids_at_once;
    (void)save_state();  // a full disk will show when the upload comes
  }
  Entry entry;
  entry.id = last_id_;
  entry.name = name;
  entry.created = clock_.now();
  entry.touched = now;
  index_.reserve(name, entry.id);
  unfinished_.insert(entry.id);
  entries_.emplace(entry.id, std::move(entry));
  return last_id_;
}

void EntryStore::touch(EntryId id, Clock::time_point now) {
  const auto found = entries_.find(id);
  if (found != entries_.end()) found->second.touched = now;
}

Blocks& EntryStore::blocks(EntryId id) {
  return blocks_[id];
}

Result<void> EntryStore::commit(EntryId id, const fs::path& staged) {
  if (!unfinished_.contains(id)) return closed_meanwhile(id);
  std::error_code failure;
  const auto size = fs::file_size(staged, failure);
  if (failure)
    return Error{Errc::io,
                 fmt::format("cannot look at {}: {}", staged.string(), failure.message())};
  if (auto moved = move_path(staged, data_file(id)); !moved) return moved.error();
  auto& entry = entries_.at(id);
  entry.state = EntryState::committed;
  entry.size = size;
  return {};
}

// The payload first, then its record: without a record it is no entry yet.
Result<void> EntryStore::finalize(EntryId id) {
  if (!unfinished_.contains(id)) return closed_meanwhile(id);
  auto& entry = entries_.at(id);
  if (auto moved = move_path(data_file(id), files_.payload(id)); !moved) return moved.error();
  entry.accessed = clock_.now();
  if (auto written = files_.write_record(entry); !written) {
    (void)move_path(files_.payload(id), data_file(id));
    return written.error();
  }
  entry.state = EntryState::finalized;
  unfinished_.erase(id);
  blocks_.erase(id);
  remove_file(block_file(id));
  access_order_.add(entry);
  index_.publish(entry.name, id);
  stored_ += entry.size;
  keep_quota();
  return {};
}

void EntryStore::drop(EntryId id) {
  if (!unfinished_.contains(id)) return;
  forget(id);
  for (const auto& file : {data_file(id), block_file(id)})
    remove_file(file);
}

void EntryStore::drop_idle(Clock::time_point now, Duration limit) {
  std::vector<EntryId> idle;
  for (const auto id : unfinished_)
    if (now - entries_.at(id).touched >= limit) idle.push_back(id);
  for (const auto id : idle)
    drop(id);
}

void EntryStore::forget(EntryId id) {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return;
  const auto& entry = found->second;
  if (entry.state == EntryState::finalized) {
    access_order_.remove(entry);
    if (entry.payload) stored_ -= entry.size;
  }
  index_.remove(entry.name, id);
  unfinished_.erase(id);
  blocks_.erase(id);
  entries_.erase(found);
}

}  // namespace bxbench::service::actions_cache
