// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <lua.hpp>

#include <string>

namespace bxbench::script {

/// A place in a script. Chunks of scripts are named "@<path>", those of bxbench's own library
/// "=[<module>]": a place in the library means nothing to a user.
struct Place {
  std::string file;
  int line = 0;
};

/// The innermost place in a script on the stack of `thread`; no file: no script is running.
Place place(lua_State* thread);

/// "file:line: " of that place, or an empty text.
std::string position(lua_State* thread);

/// The first line from `from` on that sets the field `word`, else 0.
int line_of_field(const std::string& text, const std::string& word, int from);

}  // namespace bxbench::script
