// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/chunks.hpp>
#include <harness/support/error.hpp>
#include <harness/support/units.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bxbench::service::actions_cache {

/// A piece of the file that an entry's blocks are staged in.
struct Extent {
  Bytes offset = 0;
  Bytes size = 0;
};

/// Which block lies where. Blocks arrive in any order and at the same time, each in an extent that
/// is set aside when its size is known; only the block list says in which order they belong.
class Blocks {
 public:
  /// Sets the next extent of the file aside.
  Extent set_aside(Bytes size);
  /// How many bytes were set aside so far.
  Bytes staged() const { return end_; }
  /// The block is whole; it replaces one of the same id.
  void put(const std::string& id, Extent extent);
  /// The extents in the order of the list, or nothing when it names an unknown block.
  std::optional<std::vector<Extent>> arrange(const std::vector<std::string>& ids) const;
  /// Whether these extents in this order are the file itself, so that nothing needs copying.
  bool is_whole_file(const std::vector<Extent>& extents) const;

  /// The list that was committed last: a client whose answer got lost sends it again.
  std::vector<std::string> committed;

  /// What arrived as chunks of known place instead, as protocol v1 sends them.
  Chunks chunks;

 private:
  std::map<std::string, Extent> extents_;
  Bytes end_ = 0;
};

/// Ids in the order of a Put Block List body; no DTD, no entities, at most 50,000.
Result<std::vector<std::string>> parse_block_list(std::string_view xml);

/// Copies extents of one file to a new one of mode 0600, one after the other.
Result<void> copy_extents(const std::filesystem::path& from, const std::vector<Extent>& extents,
                          const std::filesystem::path& to);

}  // namespace bxbench::service::actions_cache
