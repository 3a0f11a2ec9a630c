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

/// The innermost place in a script on the stack of `thread`. A tail call, as in `return scenario
/// …`, leaves no frame: then it is the file that runs, with line 0. No file: no script is running.
Place place(lua_State* thread);

/// "file:line", or the file alone when the line is unknown.
std::string shown(const Place& place);

/// What an error begins with: the place and ": ", or an empty text.
std::string position(lua_State* thread);

/// The line from `from` on that sets the last field of a path like "workload.edits.source[2].path",
/// or the deepest of its parents that is found; else 0.
int line_of_field(const std::string& text, const std::string& path, int from);

/// The last line that begins with `return`, else 0: where a file hands over what it defines.
int line_of_return(const std::string& text);

}  // namespace bxbench::script
