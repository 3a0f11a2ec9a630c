// SPDX-License-Identifier: Apache-2.0
#include <harness/script/action.hpp>
#include <harness/script/cache_mount.hpp>
#include <harness/script/guarded.hpp>
#include <harness/script/stack.hpp>

#include <functional>
#include <new>
#include <string>

namespace bxbench::script {
namespace {

using Contains = std::function<bool(const std::string&)>;

int contains(lua_State* L) {
  std::size_t size = 0;
  const char* text = luaL_checklstring(L, 1, &size);
  return guarded(L, [&] {
    const auto& answer = *static_cast<Contains*>(lua_touserdata(L, lua_upvalueindex(1)));
    lua_pushboolean(L, answer && answer({text, size}) ? 1 : 0);
    return 1;
  });
}

int forget(lua_State* L) {
  static_cast<Contains*>(lua_touserdata(L, 1))->~Contains();
  return 0;
}

// Pushes a function that Lua owns.
void push_contains(lua_State* L, const Contains& answer) {
  void* place = lua_newuserdatauv(L, sizeof(Contains), 0);
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, forget);
  lua_setfield(L, -2, "__gc");
  new (place) Contains(answer);
  lua_setmetatable(L, -2);
  lua_pushcclosure(L, contains, 1);
}

struct ReplyPusher {
  lua_State* L;

  void operator()(const suite::Done&) const {}
  void operator()(const suite::Edited& edited) const { set_string(L, "marker", edited.marker); }
  void operator()(const suite::Bumped& bumped) const { set_string(L, "version", bumped.version); }
  void operator()(const suite::Evicted& evicted) const {
    set_integer(L, "count", static_cast<lua_Integer>(evicted.count));
  }
  void operator()(const suite::EntryList& list) const {
    for (std::size_t n = 0; n < list.entries.size(); ++n) {
      const auto& entry = list.entries[n];
      lua_newtable(L);
      set_string(L, "scope", entry.scope);
      set_string(L, "key", entry.key);
      set_string(L, "version", entry.version);
      set_integer(L, "bytes", static_cast<lua_Integer>(entry.bytes));
      set_number(L, "age", entry.age);
      set_number(L, "unused", entry.unused);
      set_bool(L, "payload", entry.payload);
      lua_rawseti(L, -2, static_cast<lua_Integer>(n) + 1);
    }
  }
  void operator()(const suite::Restored& restored) const {
    set_string(L, "error", restored.error);
    set_bool(L, "hit", restored.hit);
    set_bool(L, "exact", restored.exact);
    set_string(L, "matched_key", restored.matched_key);
    set_integer(L, "bytes", static_cast<lua_Integer>(restored.bytes));
  }
  void operator()(const suite::Saved& saved) const {
    set_string(L, "error", saved.error);
    set_bool(L, "stored", saved.stored);
    set_integer(L, "bytes", static_cast<lua_Integer>(saved.bytes));
  }
  void operator()(const suite::MountList& list) const {
    for (std::size_t n = 0; n < list.mounts.size(); ++n) {
      push_cache_mount(L, list.mounts[n]);
      lua_rawseti(L, -2, static_cast<lua_Integer>(n) + 1);
    }
  }
  void operator()(const suite::Shipped& shipped) const { set_bool(L, "found", shipped.found); }
  void operator()(const suite::Carried& carried) const {
    set_integer(L, "bytes", static_cast<lua_Integer>(carried.bytes));
    set_integer(L, "files", static_cast<lua_Integer>(carried.files));
  }
  void operator()(const suite::JobReply& job) const {
    set_string(L, "name", job.name);
    set_number(L, "seconds", job.seconds);
    set_bool(L, "valid", job.valid);
    set_string(L, "invalid_reason", job.invalid_reason);
    set_bool(L, "failed", job.failed);
    set_string(L, "error", job.error);
    lua_newtable(L);
    set_integer(L, "total", job.steps_total);
    set_integer(L, "cached", job.steps_cached);
    set_integer(L, "executed", job.steps_executed);
    lua_setfield(L, -2, "steps");
    push_steps(job);
    lua_newtable(L);
    for (const auto& [rule, verdict] : job.verdicts) {
      lua_newtable(L);
      set_string(L, "outcome", verdict.outcome);
      set_string(L, "evidence", verdict.evidence);
      lua_setfield(L, -2, rule.c_str());
    }
    lua_setfield(L, -2, "verdicts");
    push_cache_use(job);
    push_contains(L, job.artifact_contains);
    lua_setfield(L, -2, "artifact_contains");
    set_integer(L, "downloads", static_cast<lua_Integer>(job.downloads));
    push_contains(L, job.output_contains);
    lua_setfield(L, -2, "output_contains");
  }

 private:
  void push_miss(const std::optional<suite::MissReply>& miss) const {
    if (!miss) return;
    lua_newtable(L);
    set_string(L, "kind", miss->kind);
    set_string(L, "subject", miss->subject);
    set_string(L, "text", miss->text);
    lua_setfield(L, -2, "miss");
  }

  void push_steps(const suite::JobReply& job) const {
    push_miss(job.miss);
    lua_newtable(L);
    for (std::size_t n = 0; n < job.steps.size(); ++n) {
      lua_newtable(L);
      set_string(L, "name", job.steps[n].name);
      set_bool(L, "cached", job.steps[n].cached);
      set_number(L, "seconds", job.steps[n].seconds);
      push_miss(job.steps[n].miss);
      lua_rawseti(L, -2, static_cast<lua_Integer>(n) + 1);
    }
    lua_setfield(L, -2, "step_list");
  }

  // Adds a field whose value the function puts into a table of its own.
  template <class Fill>
  void add_table(const char* field, Fill fill) const {
    lua_newtable(L);
    fill();
    lua_setfield(L, -2, field);
  }

  void push_cache_use(const suite::JobReply& job) const {
    if (job.restored) add_table("restored", [&] { (*this)(*job.restored); });
    if (job.saved) add_table("saved", [&] { (*this)(*job.saved); });
    add_table("mounts", [&] {
      for (const auto& [id, bytes] : job.mounts)
        if (bytes) set_integer(L, id.c_str(), static_cast<lua_Integer>(*bytes));
    });
    add_table("import_errors", [&] {
      for (std::size_t n = 0; n < job.import_errors.size(); ++n) {
        push_string(L, job.import_errors[n]);
        lua_rawseti(L, -2, static_cast<lua_Integer>(n) + 1);
      }
    });
    add_table("cache_traffic", [&] {
      const auto& traffic = job.cache_traffic;
      set_integer(L, "requests", static_cast<lua_Integer>(traffic.requests));
      set_integer(L, "hits", static_cast<lua_Integer>(traffic.hits));
      set_integer(L, "misses", static_cast<lua_Integer>(traffic.misses));
      set_integer(L, "conflicts", static_cast<lua_Integer>(traffic.conflicts));
      set_integer(L, "retries", static_cast<lua_Integer>(traffic.retries));
      set_integer(L, "failures", static_cast<lua_Integer>(traffic.failures));
      set_integer(L, "evictions", static_cast<lua_Integer>(traffic.evictions));
      set_integer(L, "received", static_cast<lua_Integer>(traffic.received));
      set_integer(L, "sent", static_cast<lua_Integer>(traffic.sent));
    });
  }
};

}  // namespace

void push_reply(lua_State* L, const suite::Reply& reply) {
  lua_newtable(L);
  std::visit(ReplyPusher{L}, reply);
}

}  // namespace bxbench::script
