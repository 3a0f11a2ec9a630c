#include "report.hpp"

#include <absl/strings/str_format.h>
#include <absl/strings/str_join.h>

namespace loglens {
namespace {

std::string quoted(absl::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += {'\\', c};
    else if (static_cast<unsigned char>(c) < 0x20)
      absl::StrAppendFormat(&out, "\\u%04x", c);
    else
      out += c;
  }
  return out + '"';
}

std::string time_text(absl::Time time) {
  return quoted(absl::FormatTime(absl::RFC3339_sec, time, absl::UTCTimeZone()));
}

std::string paths_text(const Tally& tally, std::size_t limit) {
  return absl::StrJoin(tally.top_paths(limit), ",", [](std::string* out, const PathTally& path) {
    absl::StrAppendFormat(out, R"({"path":%s,"requests":%d,"bytes":%d,"errors":%d})",
                          quoted(path.path), path.requests, path.bytes, path.errors);
  });
}

std::string reasons_text(const Tally& tally) {
  return absl::StrJoin(tally.reasons(), ",", [](std::string* out, const auto& reason) {
    absl::StrAppendFormat(out, "%s:%d", quoted(reason.first), reason.second);
  });
}

}  // namespace

std::string report_json(const Tally& tally, std::size_t paths) {
  std::string out = absl::StrFormat(R"({"requests":%d,"clients":%d,"unread":%d)", tally.requests(),
                                    tally.clients(), tally.unread());
  if (tally.requests() > 0)
    absl::StrAppendFormat(&out, R"(,"first":%s,"last":%s)", time_text(tally.first()),
                          time_text(tally.last()));
  absl::StrAppendFormat(&out, R"(,"sizes":{"p50":%d,"p95":%d,"p99":%d})", tally.sizes().at(0.5),
                        tally.sizes().at(0.95), tally.sizes().at(0.99));
  absl::StrAppendFormat(&out, R"(,"hours":[%s],"paths":[%s],"reasons":{%s}})",
                        absl::StrJoin(tally.hours(), ","), paths_text(tally, paths),
                        reasons_text(tally));
  return out + "\n";
}

}  // namespace loglens
