// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/entry/entry_record.hpp>
#include <harness/service/actions_cache/entry/entry_store.hpp>
#include <harness/support/digest.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <vector>

namespace fs = std::filesystem;

namespace bxbench::service::actions_cache {
namespace {

const std::string staging_prefix = "staging-";

Error failed(std::string_view doing, const fs::path& file, const std::error_code& failure) {
  return {Errc::io, fmt::format("{} {}: {}", doing, file.string(), failure.message())};
}

Result<void> make_private_directory(const fs::path& directory) {
  if (auto made = make_directories(directory); !made) return made.error();
  std::error_code failure;
  fs::permissions(directory, fs::perms::owner_all, failure);
  if (failure) return failed("cannot protect", directory, failure);
  return {};
}

Result<void> move_file(const fs::path& from, const fs::path& to) {
  std::error_code failure;
  fs::rename(from, to, failure);
  if (failure) return failed("cannot move a payload to", to, failure);
  return {};
}

/// Staging directories of servers that died.
Result<void> remove_leftovers(const fs::path& directory) {
  std::error_code absent;
  for (const auto& entry : fs::directory_iterator(directory, absent)) {
    if (!entry.path().filename().string().starts_with(staging_prefix)) continue;
    if (auto removed = remove_tree(entry.path()); !removed) return removed.error();
  }
  return {};
}

void remove_file(const fs::path& file) {
  std::error_code ignored;
  fs::remove(file, ignored);
}

// Not synced, unlike the journal: a cache may lose entries in a power cut, and waiting for the
// disk would be measured as time of the client's export.
Result<void> write_record(const fs::path& file, const fs::path& aside, std::string_view text) {
  std::ofstream out(aside, std::ios::binary);
  out << text;
  out.close();
  if (!out) return Error{Errc::io, fmt::format("cannot write {}", aside.string())};
  std::error_code failure;
  fs::permissions(aside, fs::perms::owner_read | fs::perms::owner_write, failure);
  if (failure) return failed("cannot protect", aside, failure);
  return move_file(aside, file);
}

}  // namespace

EntryStore::EntryStore(fs::path directory)
    : entries_directory_(directory / "entries"),
      staging_directory_(directory / (staging_prefix + to_hex(random_bytes(8)))) {}

EntryStore::~EntryStore() {
  close();
}

void EntryStore::close() {
  entries_.clear();
  blocks_.clear();
  (void)remove_tree(staging_directory_);
}

Result<std::unique_ptr<EntryStore>> EntryStore::open(const fs::path& directory) {
  std::unique_ptr<EntryStore> store(new EntryStore(directory));
  if (auto removed = remove_leftovers(directory); !removed) return removed.error();
  for (const auto& wanted : {directory, store->entries_directory_, store->staging_directory_})
    if (auto made = make_private_directory(wanted); !made) return made.error();
  if (auto loaded = store->load(); !loaded) return loaded.error();
  return store;
}

Result<void> EntryStore::load() {
  std::error_code failure;
  for (const auto& file : fs::directory_iterator(entries_directory_, failure)) {
    if (file.path().extension() != ".json") continue;
    auto text = read_file(file.path());
    if (!text) return text.error();
    auto entry = decode_entry(*text);
    if (!entry)
      return Error{Errc::io, fmt::format("{}: {}", file.path().string(), entry.error().message)};
    last_id_ = std::max(last_id_, entry->id);
    entries_.emplace(entry->id, std::move(*entry));
  }
  if (failure) return failed("cannot read", entries_directory_, failure);
  return {};
}

fs::path EntryStore::payload(EntryId id) const {
  return entries_directory_ / fmt::format("{}.blob", id);
}
fs::path EntryStore::record_file(EntryId id) const {
  return entries_directory_ / fmt::format("{}.json", id);
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
  for (const auto& [id, entry] : entries_)
    if (entry.state != EntryState::finalized && entry.name == name) return &entry;
  return nullptr;
}

std::optional<EntryId> EntryStore::reserve(const EntryName& name, Clock::time_point now) {
  const bool taken = std::any_of(entries_.begin(), entries_.end(),
                                 [&](const auto& item) { return item.second.name == name; });
  if (taken) return std::nullopt;
  Entry entry;
  entry.id = ++last_id_;
  entry.name = name;
  entry.touched = now;
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
  std::error_code failure;
  const auto size = fs::file_size(staged, failure);
  if (failure) return failed("cannot look at", staged, failure);
  if (auto moved = move_file(staged, data_file(id)); !moved) return moved.error();
  auto& entry = entries_.at(id);
  entry.state = EntryState::committed;
  entry.size = size;
  return {};
}

Result<void> EntryStore::finalize(EntryId id, Clock::time_point now) {
  auto& entry = entries_.at(id);
  if (auto moved = move_file(data_file(id), payload(id)); !moved) return moved.error();
  const auto written = write_record(record_file(id), staging_file(), encode_entry(entry));
  if (!written) return written.error();
  entry.state = EntryState::finalized;
  entry.touched = now;
  blocks_.erase(id);
  remove_file(block_file(id));
  return {};
}

void EntryStore::drop(EntryId id) {
  entries_.erase(id);
  blocks_.erase(id);
  for (const auto& file : {record_file(id), payload(id), data_file(id), block_file(id)})
    remove_file(file);
}

void EntryStore::drop_idle(Clock::time_point now, Duration limit) {
  std::vector<EntryId> idle;
  for (const auto& [id, entry] : entries_)
    if (entry.state != EntryState::finalized && now - entry.touched >= limit) idle.push_back(id);
  for (const auto id : idle)
    drop(id);
}

}  // namespace bxbench::service::actions_cache
