// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>
#include <harness/link/shape.hpp>

#include <optional>

namespace bxbench::analysis {

/// What jobs moved over the link between them and the cache services, registry and base images.
struct LinkUse {
  double bytes = 0;    ///< in either direction
  double seconds = 0;  ///< what they took on that link; 0 on loopback
};

/// Medians over the valid samples of a cell. Nothing without any, or when an archive was moved and
/// no service knows of it.
std::optional<LinkUse> link_use(const Cell& cell, const link::Shape& link);

}  // namespace bxbench::analysis
