#include "report.hpp"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <algorithm>

namespace loglens {
namespace {

std::string bytes_text(std::uint64_t bytes) {
  static constexpr const char* units[] = {"B", "kB", "MB", "GB", "TB"};
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; value >= 1000 && unit < 4; ++unit)
    value /= 1000;
  return absl::StrFormat(unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
}

void add_overview(const Tally& tally, std::string& out) {
  absl::StrAppendFormat(&out, "%d requests of %d clients, %d lines not read\n", tally.requests(),
                        tally.clients(), tally.unread());
  if (tally.requests() == 0) return;
  absl::StrAppendFormat(&out, "from %s to %s\n",
                        absl::FormatTime(tally.first(), absl::UTCTimeZone()),
                        absl::FormatTime(tally.last(), absl::UTCTimeZone()));
  absl::StrAppendFormat(&out, "reply size: median %s, 95%% %s, 99%% %s\n",
                        bytes_text(tally.sizes().at(0.5)), bytes_text(tally.sizes().at(0.95)),
                        bytes_text(tally.sizes().at(0.99)));
  for (std::size_t digit = 1; digit < tally.classes().size(); ++digit)
    if (tally.classes()[digit] > 0)
      absl::StrAppendFormat(&out, "%dxx: %d\n", digit, tally.classes()[digit]);
}

void add_hours(const Tally& tally, std::string& out) {
  const auto most = *std::max_element(tally.hours().begin(), tally.hours().end());
  if (most == 0) return;
  out += "\nhour (UTC)\n";
  for (std::size_t hour = 0; hour < tally.hours().size(); ++hour) {
    const auto requests = tally.hours()[hour];
    const auto width = static_cast<std::size_t>(40 * requests / most);
    absl::StrAppendFormat(&out, "%02d %8d %s\n", hour, requests, std::string(width, '#'));
  }
}

}  // namespace

std::string report_text(const Tally& tally, std::size_t paths) {
  std::string out;
  add_overview(tally, out);
  add_hours(tally, out);
  const auto top = tally.top_paths(paths);
  if (!top.empty()) absl::StrAppendFormat(&out, "\n%10s %10s %8s  path\n", "requests", "bytes", "errors");
  for (const auto& path : top)
    absl::StrAppendFormat(&out, "%10d %10s %8d  %s\n", path.requests, bytes_text(path.bytes),
                          path.errors, path.path);
  for (const auto& [reason, lines] : tally.reasons())
    absl::StrAppend(&out, "not read: ", reason, " (", lines, ")\n");
  return out;
}

}  // namespace loglens
