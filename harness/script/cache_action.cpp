// SPDX-License-Identifier: Apache-2.0
#include <harness/script/cache_action.hpp>
#include <harness/script/stack.hpp>

#include <array>
#include <optional>
#include <utility>

namespace bxbench::script {

using namespace suite;

namespace {

// A count of bytes or of requests: "1e9" is one as well.
std::optional<std::uint64_t> get_count(lua_State* L, const char* field) {
  const auto number = get_number(L, 1, field);
  if (!number) return std::nullopt;
  if (!(*number >= 0 && *number < 1e18)) luaL_error(L, "%s is out of range", field);
  return static_cast<std::uint64_t>(*number);
}

}  // namespace

Action read_fault(lua_State* L) {
  Fault fault;
  fault.operation = get_string(L, 1, "on");
  fault.key = get_string(L, 1, "key");
  fault.after = get_count(L, "after").value_or(0);
  fault.times = get_count(L, "times");
  fault.probability = get_number(L, 1, "probability").value_or(1);
  fault.status = static_cast<int>(get_count(L, "status").value_or(0));
  fault.retry_after = get_number(L, 1, "retry_after");
  fault.delay = get_number(L, 1, "delay").value_or(0);
  constexpr std::array<std::pair<const char*, Fault::Cut>, 3> cuts{
      {{"reset", Fault::Cut::reset},
       {"truncate", Fault::Cut::truncate},
       {"stall", Fault::Cut::stall}}};
  for (const auto& [name, cut] : cuts)
    if (const auto bytes = get_count(L, name)) {
      fault.cut = cut;
      fault.cut_after = *bytes;
    }
  return SetFault{std::move(fault)};
}

Action read_clear_faults(lua_State*) {
  return ClearFaults{};
}

Action read_advance_clock(lua_State* L) {
  const double seconds = get_number(L, 1, "days").value_or(0) * 86400 +
                         get_number(L, 1, "hours").value_or(0) * 3600 +
                         get_number(L, 1, "seconds").value_or(0);
  if (!(seconds >= 0 && seconds < 1e10)) luaL_error(L, "the clock cannot go that far");
  return AdvanceClock{std::chrono::seconds(static_cast<std::int64_t>(seconds))};
}

Action read_limit(lua_State* L) {
  LimitCache limit;
  limit.quota = get_count(L, "quota");
  if (has_field(L, 1, "read_only")) limit.read_only = get_bool(L, 1, "read_only");
  return limit;
}

Action read_evict(lua_State* L) {
  return EvictEntries{get_string(L, 1, "key"), get_string(L, 1, "scope"),
                      get_bool(L, 1, "payload_only")};
}

Action read_entries(lua_State* L) {
  return ListEntries{get_string(L, 1, "key")};
}

}  // namespace bxbench::script
