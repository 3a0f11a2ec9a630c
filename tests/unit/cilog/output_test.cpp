// SPDX-License-Identifier: Apache-2.0
#include <tests/support/log_events.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using test::described;
using Lines = std::vector<std::string>;

TEST_CASE("sizes by du are read with their moment", "[cilog]") {
  CHECK(described("=== before ===\n8.0K\t/go/pkg/mod\n=== after ===\n953M\t/go/pkg/mod\n") ==
        Lines{"size /go/pkg/mod 8192 before", "size /go/pkg/mod 999292928 after"});
  CHECK(described("BEFORE build:\n1.2G    ./x\nbeforehand\n2K /y\n") ==
        Lines{"size ./x 1288490189 before", "size /y 2048 before"});
}

TEST_CASE("a number before a name is a size only after du was called", "[cilog]") {
  CHECK(described("12 /etc/passwd\n4.0K cache-mount\n3M rows read\n12K lines of code\n").empty());
  CHECK(described("+ du -sh cache-mount\n4.0K\tcache-mount\n") == Lines{"size cache-mount 4096"});
  CHECK(described("+ du -s x\n12\tx\n") == Lines{"size x 12288"});
  CHECK(described("$ du -sb x\n12\tx\n") == Lines{"size x 12"});
}

TEST_CASE("a command's own time is read, its trace is not", "[cilog]") {
  CHECK(described("+ echo go build seconds=41\ngo build seconds=41\nreal\t0m41.5s\nrealm 3s\n") ==
        Lines{"measured go build 41s", "measured real 41.5s"});
}

TEST_CASE("downloads outside a build are counted by step", "[cilog]") {
  CHECK(described("##[group]Run go mod download\n##[endgroup]\ngo: downloading a v1\n"
                  "go: downloading b v1\n##[group]Run true\n##[endgroup]\n") ==
        Lines{"step Run go mod download", "downloads 2 step=Run go mod download", "step ends",
              "step Run true", "step ends"});
}
