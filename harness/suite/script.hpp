// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/action.hpp>
#include <harness/support/error.hpp>

#include <optional>

namespace bxbench::suite {

/// A running script: each `resume` answers its last action and yields the next one.
/// The first call passes `Done{}`. Empty: the script has ended.
struct Script {
  virtual ~Script() = default;
  virtual Result<std::optional<Action>> resume(const Reply& reply) = 0;
};

}  // namespace bxbench::suite
