// SPDX-License-Identifier: Apache-2.0
#include <harness/progress/downloads.hpp>

#include <algorithm>
#include <array>

namespace bxbench::progress {
namespace {

// What such lines begin with, blanks left out, as the programs print it.
constexpr std::array<std::string_view, 7> beginnings{
    "go: downloading ",  // go build, go mod download
    "Downloaded ",       // cargo: one a crate
    "Downloading ",      // pip: one a wheel (cargo prints "Downloading crates ..." once)
    "npm http fetch GET 200",
    "npm HTTP fetch GET 200",
    "fetch http",  // apk: one an index
    "Get:",        // apt: one a file
};

// npm reports answers out of its own cache alike, with one of these behind.
constexpr std::array<std::string_view, 3> npm_cached{"(cache hit)", "(cache stale)",
                                                     "(cache revalidated)"};

/// Of a line without end no more is looked at, but for one piece.
constexpr std::size_t longest_line = 65'536;

}  // namespace

bool is_download(std::string_view line) {
  const auto text = line.find_first_not_of(" \t\r");
  if (text == std::string_view::npos) return false;
  line.remove_prefix(text);
  line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
  if (std::any_of(npm_cached.begin(), npm_cached.end(),
                  [&](std::string_view end) { return line.ends_with(end); }))
    return false;
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view start) { return line.starts_with(start); });
}

void DownloadCounter::add(std::string_view piece) {
  for (auto end = piece.find('\n'); end != piece.npos; end = piece.find('\n')) {
    line_ += piece.substr(0, end);
    count_ += is_download(line_) ? 1 : 0;
    line_.clear();
    piece.remove_prefix(end + 1);
  }
  if (line_.size() < longest_line) line_ += piece;
}

std::uint64_t DownloadCounter::count() const {
  return count_ + (is_download(line_) ? 1 : 0);
}

}  // namespace bxbench::progress
