#include "tally.hpp"

#include "check.hpp"

namespace {

loglens::Record request(const char* client, const char* path, int status, std::uint64_t bytes) {
  loglens::Record record;
  record.client = client;
  record.at = absl::FromUnixSeconds(1728561336);
  record.path = path;
  record.status = status;
  record.bytes = bytes;
  return record;
}

}  // namespace

void test_tally() {
  loglens::Tally tally;
  tally.add(request("192.0.2.1", "/b", 200, 100));
  tally.add(request("192.0.2.2", "/a", 200, 300));
  tally.add(request("192.0.2.1", "/a", 500, 200'000));
  tally.add_unread("no status");
  CHECK(tally.requests() == 3);
  CHECK(tally.clients() == 2);
  CHECK(tally.unread() == 1);
  CHECK(tally.classes()[2] == 2);
  CHECK(tally.hours()[11] == 3);
  CHECK(tally.sizes().at(0.5) == 300);
  CHECK(tally.sizes().at(1) > 190'000 && tally.sizes().at(1) <= 200'000);
  const auto top = tally.top_paths(1);
  CHECK(top.size() == 1 && top[0].path == "/a" && top[0].errors == 1);
}
