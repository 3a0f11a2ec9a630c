// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/units.hpp>

#include <map>
#include <memory>
#include <optional>

namespace bxbench::service::actions_cache {

/// Which bytes of an entry arrived as chunks: in any order, at the same time, again and again.
class Chunks {
 public:
  /// A whole chunk of at least one byte is there.
  void add(Bytes offset, Bytes size);
  bool empty() const { return ends_.empty(); }
  /// How many different bytes are there.
  Bytes received() const;
  /// Whether exactly the bytes from 0 to `size` are there.
  bool is_whole(Bytes size) const;

  /// Held while a chunk is being written.
  std::shared_ptr<const void> writing() { return writers_; }
  bool being_written() const { return writers_.use_count() > 1; }

  std::optional<Bytes> announced;  ///< the size that the client said when it reserved the entry

 private:
  std::map<Bytes, Bytes> ends_;  ///< by start; neither overlapping nor touching
  std::shared_ptr<int> writers_ = std::make_shared<int>();
};

}  // namespace bxbench::service::actions_cache
