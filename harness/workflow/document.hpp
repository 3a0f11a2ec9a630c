// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bxbench::workflow {

/// Where something stands in a file, counted from 1; columns count characters. 0: unknown.
struct Position {
  std::size_t line = 0, column = 0;
};

/// A scalar of YAML as text, with where it stands: of a block (`|`, `>`) its indicator, of what an
/// alias stands for the place where it is written out.
struct Value {
  std::string text{};
  Position at{};
  bool empty() const { return text.empty(); }
};

/// A YAML document, aliases put in. Only what workflow files use is kept: no tags, no styles.
struct Tree {
  enum class Kind { nothing, scalar, list, map };
  Kind kind = Kind::nothing;
  Value value{};                                  ///< of a scalar; of all others the position alone
  std::vector<Tree> items{};                      ///< of a list
  std::vector<std::pair<Value, Tree>> entries{};  ///< of a map, in the order of the file

  /// The entry of that name; null: there is none, or it is no map.
  const Tree* find(std::string_view name) const;
};

/// The lines of a file, without their ends.
class Source {
 public:
  Source() = default;
  explicit Source(std::string_view text);

  /// Line `number`, from 1; empty beyond the end.
  const std::string& line(std::size_t number) const;
  std::size_t size() const { return lines_.size(); }

  /// Where `text` occurs at or after `from`, within the value that begins there: its own line and
  /// all lines below that are indented deeper than `from`'s. `skip` occurrences (one per line
  /// counts) are passed over. Otherwise `from`.
  Position find(std::string_view text, Position from, std::size_t skip = 0) const;

 private:
  std::vector<std::string> lines_;
};

/// Reads the first document of a YAML text. Error: bad_input with line and column; also when it
/// is larger than 4 MB, or when its aliases multiply to more than 100,000 values.
Result<Tree> read_yaml(std::string_view text, const std::string& file);

}  // namespace bxbench::workflow
