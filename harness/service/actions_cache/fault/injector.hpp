// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/fault.hpp>

#include <optional>
#include <random>
#include <string_view>
#include <vector>

namespace bxbench::service::actions_cache {

/// The faults in force, and how often each was asked. The same seed and the same requests give the
/// same faults.
class FaultInjector {
 public:
  explicit FaultInjector(std::uint64_t seed) : random_(seed) {}
  void add(suite::Fault fault);
  void clear();
  /// What happens to this request: the first fault that matches it, is past its `after`, is not
  /// used up, and whose probability says yes. A fault counts each request that it is asked about;
  /// one that an earlier fault hit is not asked about.
  struct Drawn {
    suite::Fault fault;
    std::uint64_t id = 0;
  };
  std::optional<Drawn> draw(std::string_view operation, std::string_view key);
  /// It did no harm, as the transfer was too short for it: it may hit another request instead.
  void missed(const Drawn& drawn);

 private:
  struct Armed {
    suite::Fault fault;
    std::uint64_t id = 0;
    std::uint64_t seen = 0, hit = 0;
  };
  bool happens(double probability);

  std::vector<Armed> armed_;
  std::uint64_t last_id_ = 0;
  std::mt19937_64 random_;
};

}  // namespace bxbench::service::actions_cache
