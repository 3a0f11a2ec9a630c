// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace bxbench::suite {

/// One name under which a cache is kept. `kind` is the field's word: "scope", "ref", "mount id",
/// "key".
struct Identifier {
  std::string kind;
  std::string value;
  bool operator==(const Identifier&) const = default;
};

/// What a strategy adds to the build's command, and the names that it uses.
struct BuildFlags {
  std::vector<std::string> cache_from, cache_to;  ///< values of the options of the same name
  std::string push;  ///< name under which the image is pushed to a registry as well; empty: none
  std::vector<Identifier> looked_up, saved_under;
};

}  // namespace bxbench::suite
