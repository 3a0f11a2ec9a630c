// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

namespace bxbench::baseimage {

/// Says, as long as it lives, that this process builds on what is kept in `cache_root()`, or is
/// about to remove from it. The kernel forgets it when the process dies.
class CacheUse {
 public:
  /// For as many as like; waits while somebody removes.
  static Result<CacheUse> shared();
  /// For one that removes. Errc::environment while others use it.
  static Result<CacheUse> alone();
  CacheUse(CacheUse&& other) noexcept;
  CacheUse& operator=(CacheUse&&) = delete;
  ~CacheUse();

 private:
  explicit CacheUse(int file) : file_(file) {}
  int file_ = -1;
};

}  // namespace bxbench::baseimage
