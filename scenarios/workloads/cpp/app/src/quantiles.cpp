#include "quantiles.hpp"

#include <absl/numeric/bits.h>

#include <cmath>

namespace loglens {
namespace {

constexpr std::uint64_t exact = 1024;  // values below have a bucket each
constexpr int parts = 16;              // of each power of two above

std::size_t bucket_of(std::uint64_t value) {
  if (value < exact) return value;
  const int power = static_cast<int>(absl::bit_width(value)) - 1;
  const auto part = (value >> (power - 4)) & (parts - 1);
  return exact + static_cast<std::size_t>(power - 10) * parts + part;
}

std::uint64_t least_of(std::size_t bucket) {
  if (bucket < exact) return bucket;
  const auto power = (bucket - exact) / parts + 10;
  const auto part = (bucket - exact) % parts;
  return (parts + part) << (power - 4);
}

}  // namespace

void Quantiles::add(std::uint64_t value) {
  const auto bucket = bucket_of(value);
  if (bucket >= buckets_.size()) buckets_.resize(bucket + 1);
  ++buckets_[bucket];
  ++count_;
}

std::uint64_t Quantiles::at(double share) const {
  const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
    seen += buckets_[bucket];
    if (buckets_[bucket] > 0 && seen >= wanted) return least_of(bucket);
  }
  return 0;
}

}  // namespace loglens
