// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/entry/entry_record.hpp>

#include <nlohmann/json.hpp>

namespace bxbench::service::actions_cache {
namespace {

using std::chrono::duration_cast;
using std::chrono::nanoseconds;

std::int64_t to_number(EntryTime time) {
  return duration_cast<nanoseconds>(time.time_since_epoch()).count();
}

EntryTime to_time(std::int64_t number) {
  return EntryTime(duration_cast<EntryTime::duration>(nanoseconds(number)));
}

}  // namespace

std::string encode_entry(const Entry& entry) {
  const nlohmann::json record{{"id", entry.id},
                              {"scope", entry.name.scope},
                              {"version", entry.name.version},
                              {"key", entry.name.key},
                              {"size", entry.size},
                              {"payload", entry.payload},
                              {"created", to_number(entry.created)}};
  return record.dump() + "\n";
}

Result<Entry> decode_entry(std::string_view text) {
  try {
    const auto record = nlohmann::json::parse(text);
    Entry entry;
    entry.id = record.at("id").get<EntryId>();
    entry.name = {record.at("scope").get<std::string>(), record.at("version").get<std::string>(),
                  record.at("key").get<std::string>()};
    entry.size = record.at("size").get<Bytes>();
    entry.payload = record.at("payload").get<bool>();
    entry.created = to_time(record.at("created").get<std::int64_t>());
    entry.state = EntryState::finalized;
    return entry;
  } catch (const nlohmann::json::exception& problem) {
    return Error{Errc::io, std::string("no entry record: ") + problem.what()};
  }
}

}  // namespace bxbench::service::actions_cache
