// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tests/support/noise.hpp>

#include <span>

namespace bxbench::bench {

/// A way to tell from paired samples that a ratio is not 1.
struct Candidate {
  const char* name;
  /// Whether its 95 % interval leaves 1 out; where it has none, false.
  bool (*differs)(const tests::Pairs& pairs, tests::Generator& generator);
};

/// What was compared before one was chosen; the last one is what reports use.
std::span<const Candidate> candidates();

}  // namespace bxbench::bench
