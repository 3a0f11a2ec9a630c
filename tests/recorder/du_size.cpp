// SPDX-License-Identifier: Apache-2.0
#include <tests/recorder/du_size.hpp>

#include <fmt/format.h>

#include <cmath>

namespace bxbench::recorder {

std::string du_size(double bytes) {
  constexpr double block = 8192;
  double value = (bytes + block) / 1024;
  for (const auto* unit : {"K", "M", "G"}) {
    if (value < 1024)
      return value < 10 ? fmt::format("{:.1f}{}", std::ceil(value * 10) / 10, unit)
                        : fmt::format("{:.0f}{}", std::ceil(value), unit);
    value /= 1024;
  }
  return fmt::format("{:.0f}T", value);
}

}  // namespace bxbench::recorder
