#include "tally.hpp"

#include <algorithm>
#include <tuple>

namespace loglens {

void Tally::add(const Record& record) {
  auto& path = paths_[record.path];
  ++path.requests;
  path.bytes += record.bytes;
  if (record.status >= 400) ++path.errors;
  clients_.insert(record.client);
  ++classes_[static_cast<std::size_t>(record.status / 100)];
  const auto hour = absl::ToCivilHour(record.at, absl::UTCTimeZone()).hour();
  ++hours_[static_cast<std::size_t>(hour)];
  sizes_.add(record.bytes);
  first_ = std::min(first_, record.at);
  last_ = std::max(last_, record.at);
}

void Tally::add_unread(const std::string& reason) {
  ++unread_;
  ++reasons_[reason];
}

std::vector<PathTally> Tally::top_paths(std::size_t limit) const {
  std::vector<PathTally> all;
  all.reserve(paths_.size());
  for (const auto& [path, tally] : paths_) {
    all.push_back(tally);
    all.back().path = path;
  }
  const auto shown = all.begin() + static_cast<std::ptrdiff_t>(std::min(limit, all.size()));
  std::partial_sort(all.begin(), shown, all.end(), [](const PathTally& a, const PathTally& b) {
    return std::tie(b.requests, a.path) < std::tie(a.requests, b.path);
  });
  all.erase(shown, all.end());
  return all;
}

std::vector<std::pair<std::string, std::uint64_t>> Tally::reasons() const {
  std::vector<std::pair<std::string, std::uint64_t>> all(reasons_.begin(), reasons_.end());
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::tie(b.second, a.first) < std::tie(a.second, b.first);
  });
  return all;
}

}  // namespace loglens
