// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/sample.hpp>

#include <string>

namespace bxbench::measure {

/// What shows whether the strategy's cache was used, in words that can follow "because" or "but".
struct CacheUse {
  bool used = false;
  std::string reason;  ///< "5 of 7 steps were cached", "mount go-mod held 0 bytes before the build"
};

/// Whether the cache that a strategy carries reached the build. Carried layers: an import succeeded
/// and a step was cached. Carried mounts: the restore hit with more than an empty archive and every
/// declared mount held more than an empty one. A strategy that carries nothing uses nothing.
CacheUse cache_use(const Sample& sample);

}  // namespace bxbench::measure
