// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/chunks.hpp>

#include <algorithm>

namespace bxbench::service::actions_cache {

void Chunks::add(Bytes offset, Bytes size) {
  Bytes end = offset + size;
  auto next = ends_.upper_bound(offset);
  if (next != ends_.begin() && std::prev(next)->second >= offset) --next;
  while (next != ends_.end() && next->first <= end) {
    offset = std::min(offset, next->first);
    end = std::max(end, next->second);
    next = ends_.erase(next);
  }
  ends_.emplace(offset, end);
}

Bytes Chunks::received() const {
  Bytes sum = 0;
  for (const auto& [start, end] : ends_)
    sum += end - start;
  return sum;
}

bool Chunks::is_whole(Bytes size) const {
  if (size == 0) return ends_.empty();
  return ends_.size() == 1 && ends_.begin()->first == 0 && ends_.begin()->second == size;
}

}  // namespace bxbench::service::actions_cache
