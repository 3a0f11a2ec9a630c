// SPDX-License-Identifier: Apache-2.0
#include <harness/script/call.hpp>
#include <harness/script/library.hpp>
#include <harness/script/state.hpp>

#include <fmt/format.h>

#include <new>

namespace bxbench::script {

State::State(std::filesystem::path share, Limits limits)
    : share_(std::move(share)), meter_(limits), main_(lua_newstate(Meter::allocate, &meter_)) {
  if (main_ == nullptr) throw std::bad_alloc();
  *static_cast<State**>(lua_getextraspace(main_)) = this;  // copied to every thread
}

State::~State() {
  lua_close(main_);
}

State& State::of(lua_State* thread) {
  return **static_cast<State**>(lua_getextraspace(thread));
}

Result<std::shared_ptr<State>> State::open(const std::filesystem::path& share, Limits limits) {
  std::shared_ptr<State> state(new State(share, limits));
  auto opened = protect(state->main(), [](lua_State* L) { open_library(L); });
  if (!opened)
    return Error{Errc::environment,
                 fmt::format("cannot load bxbench's own Lua library from {}: {}",
                             (share / "lua").string(), opened.error().message),
                 "the installation is incomplete: install it again"};
  return state;
}

}  // namespace bxbench::script
