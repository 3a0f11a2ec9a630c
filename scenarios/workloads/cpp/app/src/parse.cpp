#include "parse.hpp"

#include <absl/strings/ascii.h>
#include <absl/strings/match.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_split.h>

#include <optional>
#include <utility>
#include <vector>

namespace loglens {
namespace {

using Text = absl::string_view;

/// Takes the fields of a line one by one from its left. Nothing: the field is not there.
class Fields {
 public:
  explicit Fields(Text line) : rest_(line) {}

  /// Up to the next space.
  std::optional<Text> word() {
    rest_ = absl::StripLeadingAsciiWhitespace(rest_);
    const auto found = rest_.substr(0, rest_.find(' '));
    if (found.empty()) return std::nullopt;
    rest_.remove_prefix(found.size());
    return found;
  }

  /// What stands between two characters, without them; a backslash protects the closing one.
  std::optional<Text> between(char open, char close) {
    rest_ = absl::StripLeadingAsciiWhitespace(rest_);
    if (rest_.empty() || rest_.front() != open) return std::nullopt;
    std::size_t end = 1;
    while (end < rest_.size() && rest_[end] != close)
      end += rest_[end] == '\\' ? 2 : 1;
    if (end >= rest_.size()) return std::nullopt;
    const auto found = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    return found;
  }

 private:
  Text rest_;
};

std::string read_request(Text request, Record& record) {
  const std::vector<Text> words = absl::StrSplit(request, ' ', absl::SkipEmpty());
  if (words.size() != 3 || !absl::StartsWith(words[2], "HTTP/"))
    return "no request of method, path and protocol";
  record.method = std::string(words[0]);
  const std::pair<Text, Text> url = absl::StrSplit(words[1], absl::MaxSplits('?', 1));
  record.path = std::string(url.first);
  return {};
}

std::string read_time(Text text, Record& record) {
  std::string error;
  if (absl::ParseTime("%d/%b/%Y:%H:%M:%S %z", text, &record.at, &error)) return {};
  return absl::StrCat("time: ", error);
}

std::string read_head(Fields& fields, Record& record) {
  const auto client = fields.word();
  if (!client) return "no client";
  record.client = std::string(*client);
  if (!fields.word()) return "no identity";
  if (!fields.word()) return "no user";
  const auto time = fields.between('[', ']');
  if (!time) return "no time";
  if (auto error = read_time(*time, record); !error.empty()) return error;
  const auto request = fields.between('"', '"');
  if (!request) return "no request";
  return read_request(*request, record);
}

std::string read_reply(Fields& fields, Record& record) {
  const auto status = fields.word();
  if (!status || !absl::SimpleAtoi(*status, &record.status)) return "no status";
  if (record.status < 100 || record.status > 599) return "a status that does not exist";
  const auto bytes = fields.word();
  if (!bytes || (*bytes != "-" && !absl::SimpleAtoi(*bytes, &record.bytes))) return "no size";
  return {};
}

/// "-" stands for nothing.
std::string unless_dash(std::optional<Text> text) {
  return !text || *text == "-" ? std::string() : std::string(*text);
}

}  // namespace

std::string parse_line(absl::string_view line, Record& record) {
  Fields fields(line);
  if (auto error = read_head(fields, record); !error.empty()) return error;
  if (auto error = read_reply(fields, record); !error.empty()) return error;
  // Neither is in the "common" format.
  record.referrer = unless_dash(fields.between('"', '"'));
  record.agent = unless_dash(fields.between('"', '"'));
  return {};
}

}  // namespace loglens
