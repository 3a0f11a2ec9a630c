// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <lua.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace bxbench::script {

/// What the scripts of one state may use.
struct Limits {
  std::size_t memory_bytes = std::size_t{256} << 20;  ///< by all of them together
  std::uint64_t instructions = 100'000'000;           ///< by one, between two requests
};

/// Measures what scripts use. Lua's allocator and count hook lead here.
class Meter {
 public:
  explicit Meter(Limits limits) : limits_(limits) {}
  /// A lua_Alloc; its user data is a Meter.
  static void* allocate(void* self, void* block, std::size_t old_size, std::size_t new_size);
  /// Counts the instructions of `thread` from zero, and forgets a limit that was passed before.
  void watch(lua_State* thread);
  /// Notes that memory ran out where `thread` is.
  void out_of_memory(lua_State* thread);
  /// Which limit was passed and where; empty: none.
  const std::string& passed() const { return passed_; }

 private:
  static void count(lua_State* thread, lua_Debug*);

  Limits limits_;
  std::size_t memory_used_ = 0;
  std::uint64_t instructions_used_ = 0;
  std::string passed_;
};

}  // namespace bxbench::script
