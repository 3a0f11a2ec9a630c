// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::workspace {

/// The rules of a .dockerignore file, by its grammar
/// (https://docs.docker.com/build/concepts/context/#dockerignore-files): `*` and `?` stay within a
/// name, `**` spans any number of directories, `!` takes back, the last rule that matches decides.
/// A rule that matches a directory covers what is below it. As BuildKit does on its way down from
/// the root, a rule is tried on a path only where it could change what those before it decided: `!`
/// does not take back what they match below a directory that was never ignored. Rules that cannot
/// be read match nothing.
class IgnoreRules {
 public:
  IgnoreRules() = default;
  explicit IgnoreRules(std::string_view text);

  /// Whether a path from the context's root, with '/', is kept from the build.
  bool ignores(const std::string& path) const;
  /// Whether any rule takes back: then something may be left of a directory that is ignored.
  bool take_back() const;

 private:
  struct Rule {
    std::regex pattern;
    bool takes_back = false;
  };
  std::vector<Rule> rules_;
};

/// A pattern of .dockerignore or of COPY as a regular expression (ECMAScript) for whole paths.
std::string pattern_regex(std::string_view pattern);

}  // namespace bxbench::workspace
