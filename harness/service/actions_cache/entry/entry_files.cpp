// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/entry/entry_files.hpp>
#include <harness/service/actions_cache/entry/entry_record.hpp>
#include <harness/service/actions_cache/entry/private_file.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <unistd.h>
#include <unordered_set>

namespace fs = std::filesystem;

namespace bxbench::service::actions_cache {
namespace {

constexpr auto state_name = "state.json";

/// The number that a file of an entry is named by.
std::optional<EntryId> id_in(const fs::path& file) {
  const auto digits = file.stem().string();
  EntryId id = 0;
  const auto* end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, id);
  // 007.json is not the file of entry 7.
  if (parsed.ec != std::errc{} || parsed.ptr != end || fmt::to_string(id) != digits)
    return std::nullopt;
  return id;
}

StoreState read_state(const fs::path& file) {
  StoreState state;
  const auto text = read_file(file);
  if (!text) return state;
  const auto json = nlohmann::json::parse(*text, nullptr, false);
  if (!json.is_object()) return state;
  const auto offset = json.find("clock_offset_seconds");
  const auto last = json.find("last_id");
  if (offset != json.end() && offset->is_number_integer())
    state.clock_offset = std::chrono::seconds(offset->get<std::int64_t>());
  if (last != json.end() && last->is_number_unsigned()) state.last_id = last->get<EntryId>();
  return state;
}

/// The entry whose record this is.
std::optional<Entry> read_record(const fs::path& file, EntryId id) {
  const auto text = read_file(file);
  if (!text) return std::nullopt;
  auto entry = decode_entry(*text);
  const auto accessed = modified(file);
  if (!entry || entry->id != id || !accessed) return std::nullopt;
  entry->accessed = *accessed;
  return std::move(*entry);
}

Error cannot_link(const fs::path& from, const fs::path& to, int failure) {
  if (failure == EXDEV)
    return {Errc::bad_input,
            fmt::format("{} and {} are on different file systems", from.string(), to.string()),
            "a snapshot shares its payloads with the cache by hard links: put both on the same "
            "file system"};
  return {Errc::io, fmt::format("cannot link {} to {}: {}", from.string(), to.string(),
                                std::strerror(failure))};
}

}  // namespace

fs::path EntryFiles::payload(EntryId id) const {
  return directory_ / fmt::format("{}.blob", id);
}
fs::path EntryFiles::record(EntryId id) const {
  return directory_ / fmt::format("{}.json", id);
}

Result<EntryFiles::Content> EntryFiles::read() const {
  Content content;
  std::vector<std::pair<EntryId, fs::path>> others;
  std::unordered_set<EntryId> with_payload;
  std::error_code failure;
  for (const auto& file : fs::directory_iterator(directory_, failure)) {
    const auto kind = file.path().extension();
    const auto id = id_in(file.path());
    if (!id) continue;  // not ours
    auto entry = kind == ".json" ? read_record(file.path(), *id) : std::nullopt;
    if (!entry || !is_whole(*entry)) {
      if (kind == ".json" || kind == ".blob" || kind == ".part")
        others.emplace_back(*id, file.path());
      continue;
    }
    if (entry->payload) with_payload.insert(*id);
    content.entries.push_back(std::move(*entry));
  }
  if (failure)
    return Error{Errc::io,
                 fmt::format("cannot read {}: {}", directory_.string(), failure.message())};
  for (auto& [id, file] : others)
    if (file.extension() != ".blob" || !with_payload.contains(id))
      content.leftovers.push_back(std::move(file));
  content.state = read_state(directory_ / state_name);
  for (const auto& entry : content.entries)
    content.state.last_id = std::max(content.state.last_id, entry.id);
  return content;
}

Result<void> EntryFiles::write_record(const Entry& entry) const {
  const auto aside = directory_ / fmt::format("{}.part", entry.id);
  return replace_private_file(record(entry.id), aside, encode_entry(entry), entry.accessed);
}

Result<void> EntryFiles::write_state(const StoreState& state) const {
  const nlohmann::json json{{"clock_offset_seconds", state.clock_offset.count()},
                            {"last_id", state.last_id}};
  return replace_private_file(directory_ / state_name, directory_ / "0.part", json.dump() + "\n",
                              std::chrono::system_clock::now());
}

void EntryFiles::note_access(const Entry& entry) const {
  set_modified(record(entry.id), entry.accessed);
}

bool EntryFiles::is_whole(const Entry& entry) const {
  if (!entry.payload) return true;
  std::error_code failure;
  const auto size = fs::file_size(payload(entry.id), failure);
  return !failure && size == entry.size;
}

void EntryFiles::remove_record(EntryId id) const {
  ::unlink(record(id).c_str());
}
void EntryFiles::remove_payload(EntryId id) const {
  ::unlink(payload(id).c_str());
}

Result<void> EntryFiles::link_to(const EntryFiles& target, const Entries& entries,
                                 const StoreState& state) const {
  for (const auto& [id, entry] : entries) {
    if (entry.state != EntryState::finalized) continue;
    const auto from = payload(id);
    if (entry.payload && ::link(from.c_str(), target.payload(id).c_str()) != 0) {
      if (errno == ENOENT && !is_whole(entry)) continue;
      return cannot_link(from, target.directory_, errno);
    }
    if (auto written = target.write_record(entry); !written) return written.error();
  }
  return target.write_state(state);
}

}  // namespace bxbench::service::actions_cache
