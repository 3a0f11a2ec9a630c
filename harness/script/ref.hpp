// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/script/state.hpp>

#include <lua.hpp>

#include <memory>
#include <utility>

namespace bxbench::script {

/// A Lua value kept alive, and its state with it. Empty: nil.
class Ref {
 public:
  Ref() = default;
  /// Takes the value on top of the stack of `L`, popped. May raise.
  Ref(std::shared_ptr<State> state, lua_State* L)
      : state_(std::move(state)), slot_(luaL_ref(L, LUA_REGISTRYINDEX)) {}
  Ref(Ref&& other) noexcept
      : state_(std::move(other.state_)), slot_(std::exchange(other.slot_, LUA_REFNIL)) {}
  Ref& operator=(Ref&& other) noexcept {
    std::swap(state_, other.state_);
    std::swap(slot_, other.slot_);
    return *this;
  }
  ~Ref() {
    if (state_) luaL_unref(state_->main(), LUA_REGISTRYINDEX, slot_);
  }

  void push(lua_State* L) const { lua_rawgeti(L, LUA_REGISTRYINDEX, slot_); }
  bool is_nil() const { return slot_ == LUA_REFNIL; }
  const std::shared_ptr<State>& state() const { return state_; }

 private:
  std::shared_ptr<State> state_;
  int slot_ = LUA_REFNIL;
};

}  // namespace bxbench::script
