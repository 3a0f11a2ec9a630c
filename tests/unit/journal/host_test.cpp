// SPDX-License-Identifier: Apache-2.0
#include <harness/journal/host.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace bxbench::journal;

TEST_CASE("the system's name is read from os-release", "[journal]") {
  CHECK(os_name("NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n") ==
        "Debian GNU/Linux 12 (bookworm)");
  CHECK(os_name("ID=x\nNAME=Alpine") == "Alpine");
  CHECK(os_name("PRETTY_NAME='A \\\"B\\\"'\n") == "A \"B\"");
  CHECK(os_name("") == "");
}

TEST_CASE("memory is read from meminfo in bytes", "[journal]") {
  CHECK(total_memory("MemFree:  1 kB\nMemTotal:       16384 kB\n") == 16777216);
  CHECK(total_memory("MemFree:  1 kB\n") == 0);
  CHECK(total_memory("MemTotal:") == 0);
}

TEST_CASE("the host's facts are filled in, Docker's are left to others", "[journal]") {
  const auto environment = host_environment();
  CHECK_THAT(environment.os, Catch::Matchers::ContainsSubstring("Linux"));
  CHECK(environment.cpus > 0);
  CHECK(environment.memory_bytes > 1000000);
  CHECK_FALSE(environment.bxbench.empty());
  CHECK(environment.docker.empty());
}
