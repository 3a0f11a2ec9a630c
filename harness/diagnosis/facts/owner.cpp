// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/owner.hpp>

#include <fmt/format.h>

#include <charconv>

namespace bxbench::diagnosis {

std::string owner_of(const std::string& uid, const std::string& gid, const std::string& mode) {
  if (uid.empty() && gid.empty() && mode.empty()) return {};
  const auto owner = (uid.empty() ? "0" : uid) + ":" + (gid.empty() ? "0" : gid);
  constexpr unsigned usual = 0755;
  unsigned bits = usual;
  std::from_chars(mode.data(), mode.data() + mode.size(), bits, 8);
  return bits == usual ? owner : fmt::format("{} mode {:04o}", owner, bits);
}

}  // namespace bxbench::diagnosis
