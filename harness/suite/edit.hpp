// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace bxbench::suite {

/// One change to one file of a workspace. `%{marker}` in `text` becomes the edit's marker.
struct EditOperation {
  enum class Kind { append, write, replace, copy, remove, touch, chmod };
  Kind kind;
  std::string path;     ///< relative to the build context
  std::string pattern;  ///< `replace` only: an ECMAScript regular expression; it must match
  std::string text;     ///< `copy`: the file that is copied; `chmod`: the mode in octal digits
};

/// A named change to a workload, as one commit would make it.
struct Edit {
  std::string name;
  std::vector<EditOperation> operations;
};

}  // namespace bxbench::suite
