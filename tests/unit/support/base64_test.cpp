// SPDX-License-Identifier: Apache-2.0
#include <harness/support/base64.hpp>

#include <catch2/catch_test_macros.hpp>

using bxbench::from_base64;

TEST_CASE("the test vectors of RFC 4648 are decoded", "[support]") {
  CHECK(from_base64("") == "");
  CHECK(from_base64("Zg==") == "f");
  CHECK(from_base64("Zm8=") == "fo");
  CHECK(from_base64("Zm9v") == "foo");
  CHECK(from_base64("Zm9vYmE=") == "fooba");
}

TEST_CASE("zero bytes survive", "[support]") {
  CHECK(from_base64("AAAA") == std::string(3, '\0'));
  CHECK(from_base64("AA==") == std::string(1, '\0'));
}

TEST_CASE("what is no base64 has no value", "[support]") {
  CHECK_FALSE(from_base64("Zg="));
  CHECK_FALSE(from_base64("Z"));
  CHECK_FALSE(from_base64("%%%="));
}
