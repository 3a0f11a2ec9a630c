// SPDX-License-Identifier: Apache-2.0
#include <tests/unit/diagnosis/lint_help.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench::diagnosis;

namespace {

std::vector<Finding> of_cache(const std::string& rule, const std::string& key,
                              const std::string& uses = "actions/cache@v4") {
  return findings_of(rule,
                     "jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
                     "      - uses: " +
                         uses + "\n        with:\n          path: c\n          key: " + key +
                         "\n"
                         "      - uses: a/buildkit-cache-dance@v3\n"
                         "        with: {cache-map: '{\"c\": \"/c\"}'}\n");
}

}  // namespace

TEST_CASE("a key of a variable that no file sets is not said to be constant", "[diagnosis][lint]") {
  CHECK(of_cache("key-constant", "mounts").at(0).outcome == Outcome::fail);
  CHECK(of_cache("key-constant", "mounts-${{ runner.os }}").at(0).outcome == Outcome::fail);
  CHECK(of_cache("key-constant", "mounts-${{ env.DATE }}").at(0).outcome == Outcome::inconclusive);
  CHECK(of_cache("key-constant", "mounts-${{ github.sha }}").at(0).outcome == Outcome::pass);
  CHECK(of_cache("key-without-restore-keys", "mounts-${{ env.DATE }}").at(0).outcome ==
        Outcome::inconclusive);
}

TEST_CASE("the version goes into the quotes of a key", "[diagnosis][lint]") {
  const auto correction = [](const std::string& key) {
    return of_cache("key-without-version", key).at(0).correction;
  };
  CHECK(correction("a-b") == "          key: v1-a-b");
  CHECK(correction("\"${{ runner.os }}\"") == "          key: \"v1-${{ runner.os }}\"");
  CHECK(correction("'a'") == "          key: 'v1-a'");
}

TEST_CASE("of an action that is pinned to a commit the pin is corrected", "[diagnosis][lint]") {
  const std::string pin = "1bd1e32a3bdc45362d1e726936510720a7c30a57";
  CHECK(of_cache("old-service", "a", "actions/cache@" + pin + " # v4.1.2").at(0).correction ==
        "      - uses: actions/cache@v4");
  CHECK(of_cache("old-service", "a", "actions/cache@v2").at(0).correction ==
        "      - uses: actions/cache@v4");
}
