// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace bxbench::builder {

/// A value of --cache-from or --cache-to as buildx reads it: "type=gha,scope=app,mode=max". Names
/// of fields are in lower case and keep their blanks: " mode" is a field that no backend reads
/// (`docker buildx bake --print` of buildx 0.29.1 shows it).
struct CacheSpec {
  std::string type;  ///< "registry" for a bare reference
  std::map<std::string, std::string> fields{};
  bool blank = false;  ///< a name or value begins or ends with a blank
  std::string text{};

  std::string field(const std::string& name) const;
  /// "scope" and its value, "ref", "dest" or "src" … What two specs must share to meet; empty: the
  /// type has no such name.
  std::string place() const;
};

CacheSpec read_spec(std::string_view text);

}  // namespace bxbench::builder
