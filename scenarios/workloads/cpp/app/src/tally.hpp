#pragma once

#include "quantiles.hpp"
#include "record.hpp"

#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace loglens {

/// What was requested under one path.
struct PathTally {
  std::string path;
  std::uint64_t requests = 0;
  std::uint64_t bytes = 0;
  std::uint64_t errors = 0;  ///< replies with a status from 400 up
};

/// Adds up the requests of a log.
class Tally {
 public:
  void add(const Record& record);
  /// A line that could not be read, and why.
  void add_unread(const std::string& reason);

  std::uint64_t requests() const { return sizes_.count(); }
  std::uint64_t unread() const { return unread_; }
  std::size_t clients() const { return clients_.size(); }
  const Quantiles& sizes() const { return sizes_; }
  absl::Time first() const { return first_; }
  absl::Time last() const { return last_; }

  /// Requests by the first digit of the status, 1 to 5 at their index.
  const std::array<std::uint64_t, 6>& classes() const { return classes_; }
  /// Requests by hour of the day, UTC.
  const std::array<std::uint64_t, 24>& hours() const { return hours_; }
  /// The paths with most requests; equal ones by name.
  std::vector<PathTally> top_paths(std::size_t limit) const;
  /// Why lines could not be read, the most frequent reason first.
  std::vector<std::pair<std::string, std::uint64_t>> reasons() const;

 private:
  std::unordered_map<std::string, PathTally> paths_;
  std::unordered_map<std::string, std::uint64_t> reasons_;
  std::unordered_set<std::string> clients_;
  std::array<std::uint64_t, 6> classes_{};
  std::array<std::uint64_t, 24> hours_{};
  Quantiles sizes_;
  absl::Time first_ = absl::InfiniteFuture();
  absl::Time last_ = absl::InfinitePast();
  std::uint64_t unread_ = 0;
};

}  // namespace loglens
