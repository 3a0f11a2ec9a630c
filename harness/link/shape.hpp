// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>
#include <harness/support/units.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace bxbench::link {

/// The network between runners and the cache services, seen from the runner.
struct Shape {
  double down = 0, up = 0;  ///< bytes/s of all connections together; 0: as fast as it goes
  std::chrono::microseconds latency{};  ///< one way, each way

  bool shaped() const { return down > 0 || up > 0 || latency.count() > 0; }
  bool operator==(const Shape&) const = default;
};

/// Reads what `--link` takes: "none", a preset, or a list of bandwidth and one-way latency:
/// "14MB/s", "100Mbit/s,20ms", "100Mbit/s down,40Mbit/s up". Units: kB/s, MB/s, GB/s (10^3, 10^6,
/// 10^9 bytes), kbit/s, Mbit/s, Gbit/s; us, ms, s.
///
/// Presets, conventions of this program rather than measurements:
/// - "github": 125 MB/s (1 Gbit/s) both ways, 5 ms: a hosted runner and the cache's storage in the
///   same region.
/// - "home": 100 Mbit/s down, 40 Mbit/s up, 20 ms: a cable or DSL line and a registry elsewhere.
Result<Shape> parse_shape(std::string_view text);

/// The shape in words that `parse_shape` reads, for the record: "none", "14MB/s,20ms",
/// "12.5MB/s down,5MB/s up,20ms".
std::string to_text(const Shape& shape);

}  // namespace bxbench::link
