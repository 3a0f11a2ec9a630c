// SPDX-License-Identifier: Apache-2.0
#include <tests/support/log_events.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace bxbench;
using test::described;
using Lines = std::vector<std::string>;

TEST_CASE("a restore is told with its key, match and size", "[cilog]") {
  CHECK(described("Cache hit for: k-1\n"
                  "Received 67108864 of 412336128 (16.3%), 64.0 MBs/sec\n"
                  "Received 412336128 of 412336128 (100.0%), 103.2 MBs/sec\n"
                  "Cache Size: ~393 MB (412336128 B)\n"
                  "Cache restored successfully\n"
                  "Cache restored from key: k-1\n") ==
        Lines{"restore exact matched=k-1 bytes=412336128"});
  CHECK(described("Cache hit for restore-key: k-0\nCache restored from key: k-0\n") ==
        Lines{"restore prefix matched=k-0"});
}

TEST_CASE("of an older restore the step's input tells whether the match is exact", "[cilog]") {
  const std::string step =
      "##[group]Run actions/cache@v3\nwith:\n  path: a\n  key: k-1\n##[endgroup]\n";
  CHECK(described(step + "Cache Size: ~0 MB (198 B)\nCache restored from key: k-0\n")[1] ==
        "restore prefix key=k-1 matched=k-0 path=a bytes=198");
  CHECK(described(step + "Cache restored from key: k-1\n")[1] ==
        "restore exact key=k-1 matched=k-1 path=a");
}

TEST_CASE("a miss tells all keys that were asked for", "[cilog]") {
  CHECK(described("Cache not found for input keys: k-1, k-, l-\n") ==
        Lines{"restore miss key=k-1 restore-keys=k-,l-"});
}

TEST_CASE("however often a failure is told, few of its lines are kept, the telling one first",
          "[cilog]") {
  std::string log;
  for (int i = 0; i < 1000; ++i)
    log += "##[warning]Cache reservation failed: busy\n";
  const auto events = test::events_of(log + "Failed to save: no\n");
  const auto save = std::find_if(events.begin(), events.end(), [](const auto& event) {
    return std::holds_alternative<cilog::Save>(event.what);
  });
  REQUIRE(save != events.end());
  CHECK(save->sources.size() <= 10);
  CHECK(save->sources.front().line == 1001);
}

TEST_CASE("a restore that failed is no miss", "[cilog]") {
  CHECK(described("##[warning]Failed to restore: Cache service responded with 503\n"
                  "Cache not found for input keys: k\n") ==
        Lines{"restore failed key=k error=Cache service responded with 503"});
  CHECK(described("Warning: Failed to restore: getaddrinfo EAI_AGAIN\n") ==
        Lines{"restore failed error=getaddrinfo EAI_AGAIN"});
}

TEST_CASE("each outcome of a save is told apart", "[cilog]") {
  CHECK(described("Sent 198 of 198 (100.0%), 0.0 MBs/sec\nCache saved with key: k\n") ==
        Lines{"save saved key=k bytes=198"});
  CHECK(described("Cache Size: ~142 MB (148701348 B)\nCache saved successfully\n"
                  "Cache saved with the key: k\n") == Lines{"save saved key=k bytes=148701348"});
  CHECK(described("Cache hit occurred on the primary key k, not saving cache.\n") ==
        Lines{"save hit-not-saving key=k"});
  CHECK(described("Failed to save: Unable to reserve cache with key k, another job may be creating "
                  "this cache.\nWarning: Cache save failed.\n") ==
        Lines{"save reserved key=k error=Unable to reserve cache with key k, another job may be "
              "creating this cache."});
  CHECK(described("##[warning]Cache reservation failed: cache write denied: token is read-only\n"
                  "Failed to save: Unable to reserve cache with key k, another job may be creating "
                  "this cache.\n") ==
        Lines{"save denied key=k error=cache write denied: token is read-only"});
  CHECK(described("[warning]Path Validation Error: Path(s) specified in the action for caching "
                  "do(es) not exist, hence no cache is being saved.\n")[0]
            .starts_with("save no-path"));
  CHECK(described("##[warning]Failed to save: Cache size of ~11264 MB (11811160064 B) is over the "
                  "10GB limit, not saving cache.\n")[0]
            .starts_with("save failed error=Cache size of"));
}

TEST_CASE("a post step knows the path of its key", "[cilog]") {
  const auto events = described(
      "##[group]Run actions/cache@v5\nwith:\n  path: cache-mount\n  key: k\n##[endgroup]\n"
      "Cache not found for input keys: k\nPost job cleanup.\nCache saved with key: k\n");
  CHECK(events[4] == "save saved key=k path=cache-mount");
}
