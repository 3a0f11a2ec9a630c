#include "parse.hpp"

#include "check.hpp"

void test_parse() {
  loglens::Record record;
  const auto error = loglens::parse_line(
      R"(192.0.2.7 - ann [10/Oct/2024:13:55:36 +0200] "GET /a/b?q=1 HTTP/1.1" 404 2326 "-" "curl \"8\"")",
      record);
  CHECK(error.empty());
  CHECK(record.client == "192.0.2.7");
  CHECK(record.path == "/a/b");
  CHECK(record.status == 404);
  CHECK(record.bytes == 2326);
  CHECK(record.referrer.empty());
  CHECK(record.agent == R"(curl \"8\")");
  CHECK(absl::FormatTime(record.at, absl::UTCTimeZone()) == "2024-10-10T11:55:36+00:00");

  const auto* no_request = R"(192.0.2.7 - - [10/Oct/2024:13:55:36 +0200] "-" 400 0)";
  CHECK(loglens::parse_line(no_request, record) == "no request of method, path and protocol");
  CHECK(loglens::parse_line("nonsense", record) == "no identity");
}
