// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/blocks.hpp>

namespace bxbench::service::actions_cache {

Extent Blocks::set_aside(Bytes size) {
  const Extent extent{end_, size};
  end_ += size;
  return extent;
}

void Blocks::put(const std::string& id, Extent extent) {
  extents_[id] = extent;
}

std::optional<std::vector<Extent>> Blocks::arrange(const std::vector<std::string>& ids) const {
  std::vector<Extent> arranged;
  for (const auto& id : ids) {
    const auto found = extents_.find(id);
    if (found == extents_.end()) return std::nullopt;
    arranged.push_back(found->second);
  }
  return arranged;
}

bool Blocks::is_whole_file(const std::vector<Extent>& extents) const {
  Bytes at = 0;
  for (const auto& extent : extents) {
    if (extent.offset != at) return false;
    at += extent.size;
  }
  return at == end_ && end_ > 0;
}

}  // namespace bxbench::service::actions_cache
