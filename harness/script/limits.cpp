// SPDX-License-Identifier: Apache-2.0
#include <harness/script/limits.hpp>
#include <harness/script/position.hpp>

#include <fmt/format.h>

#include <cstdlib>

namespace bxbench::script {
namespace {

constexpr int instructions_per_look = 100'000;

}  // namespace

void* Meter::allocate(void* self, void* block, std::size_t old_size, std::size_t new_size) {
  auto& meter = *static_cast<Meter*>(self);
  if (block == nullptr) old_size = 0;  // Lua passes the kind of the object instead
  if (new_size == 0) {
    std::free(block);
    meter.memory_used_ -= old_size;
    return nullptr;
  }
  if (new_size > old_size && new_size - old_size > meter.limits_.memory_bytes - meter.memory_used_)
    return nullptr;
  void* moved = std::realloc(block, new_size);
  if (moved != nullptr) meter.memory_used_ += new_size - old_size;
  return moved;
}

void Meter::watch(lua_State* thread) {
  instructions_used_ = 0;
  passed_.clear();
  lua_sethook(thread, count, LUA_MASKCOUNT, instructions_per_look);
}

void Meter::out_of_memory(lua_State* thread) {
  if (passed_.empty())
    passed_ = fmt::format("{}the script used more than {} MiB of memory", position(thread),
                          limits_.memory_bytes >> 20);
}

void Meter::count(lua_State* thread, lua_Debug*) {
  void* self = nullptr;
  lua_getallocf(thread, &self);
  auto& meter = *static_cast<Meter*>(self);
  meter.instructions_used_ += instructions_per_look;
  if (meter.instructions_used_ <= meter.limits_.instructions) return;
  if (meter.passed_.empty())
    meter.passed_ = fmt::format(
        "{}the script ran for more than {:g} million instructions without asking for anything "
        "(endless loop?)",
        position(thread), static_cast<double>(meter.limits_.instructions) / 1e6);
  luaL_error(thread, "%s", meter.passed_.c_str());
}

}  // namespace bxbench::script
