// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace bxbench::suite {

/// What carries the results of a build to the next runner.
enum class Carries { nothing, layers, mounts };

}  // namespace bxbench::suite
