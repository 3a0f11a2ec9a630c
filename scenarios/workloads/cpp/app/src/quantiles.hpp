#pragma once

#include <cstdint>
#include <vector>

namespace loglens {

/// Quantiles of a stream of numbers in little memory: exact below 1024, then within 1/16.
class Quantiles {
 public:
  void add(std::uint64_t value);
  /// The smallest value that at least this share of the numbers do not exceed; 0 without any.
  std::uint64_t at(double share) const;
  std::uint64_t count() const { return count_; }

 private:
  std::vector<std::uint64_t> buckets_;
  std::uint64_t count_ = 0;
};

}  // namespace loglens
