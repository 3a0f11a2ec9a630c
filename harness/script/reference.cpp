// SPDX-License-Identifier: Apache-2.0
#include <harness/script/call.hpp>
#include <harness/script/library.hpp>
#include <harness/script/reference.hpp>
#include <harness/script/stack.hpp>
#include <harness/script/state.hpp>

namespace bxbench::script {

Result<Reference> generate_reference(const std::filesystem::path& share) {
  auto state = State::open(share);
  if (!state) return state.error();
  Reference reference;
  auto generated = protect((*state)->main(), [&](lua_State* L) {
    push_module(L, "docgen");
    reference = {get_string(L, -1, "readme"), get_string(L, -1, "stubs")};
  });
  if (!generated) return generated.error();
  return reference;
}

}  // namespace bxbench::script
