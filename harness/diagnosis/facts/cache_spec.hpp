// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace bxbench::diagnosis {

/// A value of --cache-from or --cache-to: "type=gha,scope=app,mode=max".
struct CacheSpec {
  std::string type;  ///< "registry" for a bare reference
  std::map<std::string, std::string> fields{};
  bool blank = false;  ///< a field begins or ends with a blank: BuildKit knows no such field
  std::string text{};

  std::string field(const std::string& name) const;
  /// "scope" and its value, "ref", "dest" or "src" … What two specs must share to meet; empty: the
  /// type has no such name.
  std::string place() const;
};

CacheSpec read_spec(std::string_view text);

}  // namespace bxbench::diagnosis
