// SPDX-License-Identifier: Apache-2.0
#include <tests/unit/diagnosis/lint_help.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench::diagnosis;

namespace {

std::string job(const std::string& steps, const std::string& name = "a") {
  return "  " + name + ":\n    runs-on: ubuntu-latest\n    steps:\n" + steps;
}

std::string cache(const std::string& uses, const std::string& key, const std::string& more = "") {
  return "      - uses: actions/cache" + uses + "@v4\n        id: cache\n        with:\n" +
         "          path: c\n          key: " + key + "\n" + more;
}

std::string dance(const std::string& more = "", const std::string& part = "") {
  return "      - uses: a/buildkit-cache-dance" + part +
         "@v3\n        with:\n          cache-map: '{\"c\": \"/c\"}'\n" + more;
}

Outcomes of_keys(const std::string& restored, const std::string& saved,
                 const std::string& more = "") {
  return outcomes_of("identifier-mismatch",
                     "jobs:\n" + job(cache("/restore", restored, more) + cache("/save", saved)));
}

std::string skipping(const std::string& text) {
  return dance("          skip-extraction: " + text + "\n");
}

}  // namespace

TEST_CASE("a key that is saved must begin as one that is looked up", "[diagnosis][lint]") {
  CHECK(of_keys("v1-a", "v2-a") == failed_once);
  CHECK(of_keys("v1-${{ hashFiles('a') }}", "v2-${{ hashFiles('a') }}") == failed_once);
  CHECK(of_keys("${{ runner.os }}-v1", "${{ runner.os }}-v2") == failed_once);
  CHECK(of_keys("v1-a", "v1-a") == passed_once);
  CHECK(of_keys("v1-", "v1-${{ github.run_id }}") == passed_once);
  CHECK(of_keys("v2-a", "v1-b", "          restore-keys: v1-\n") == passed_once);
  CHECK(of_keys("v1-${{ env.DATE }}", "v1-${{ github.run_id }}") == undecided_once);
  CHECK(of_keys("v1-a", "${{ steps.cache.outputs.cache-primary-key }}") == passed_once);
}

TEST_CASE("a second lookup is for what the first does not find", "[diagnosis][lint]") {
  const auto two = cache("/restore", "v2-a") + cache("/restore", "v1-a");
  CHECK(outcomes_of("identifier-mismatch", "jobs:\n" + job(two + cache("/save", "v2-a"))) ==
        Outcomes{Outcome::pass, Outcome::pass});
  CHECK(outcomes_of("identifier-mismatch", "jobs:\n" + job(cache("/restore", "v2-a")) +
                                               job(cache("/save", "v2-a"), "b")) == passed_once);
  CHECK(outcomes_of("identifier-mismatch", "jobs:\n" + job(cache("/restore", "v2-a"))).empty());
}

TEST_CASE("what is restored and extracted must be saved", "[diagnosis][lint]") {
  const auto faults = [](const std::string& steps, const std::string& head = "jobs:\n") {
    auto outcomes = outcomes_of("cache-elsewhere", head + job(steps));
    std::erase(outcomes, Outcome::pass);
    return outcomes;
  };
  const auto restore = cache("/restore", "v1-a");
  CHECK(faults(restore + dance()) == failed_once);
  CHECK(faults(restore + dance("", "/inject") + dance("", "/extract")) == failed_once);
  CHECK(faults(cache("", "v1-a") + dance()).empty());
  CHECK(faults(restore + dance("", "/inject")).empty());
  CHECK(faults(restore + skipping("true")).empty());
  CHECK(faults(restore + dance("", "/extract") + cache("/save", "v1-a")).empty());
}

TEST_CASE("an extraction that is always skipped saves nothing", "[diagnosis][lint]") {
  const auto found = [](const std::string& jobs) {
    return outcomes_of("empty-save", "jobs:\n" + jobs);
  };
  CHECK(found(job(cache("", "v1-a") + skipping("true"))) == failed_once);
  CHECK(found(job(cache("", "v1-a") + skipping("false"))).empty());
  CHECK(found(job(cache("", "v1-a") + skipping("${{ steps.cache.outputs.cache-hit }}"))).empty());
  CHECK(found(job(cache("/restore", "v1-a") + skipping("true"))) == undecided_once);
  CHECK(found(job(cache("/restore", "v1-a") + skipping("true")) +
              job(cache("", "v1-a") + dance(), "b"))
            .empty());
}

TEST_CASE("what an action does not save, a job that uses it may", "[diagnosis][lint]") {
  const std::string action = "runs:\n  using: composite\n  steps:\n";
  CHECK(outcomes_of("cache-elsewhere", action + dance()) == undecided_once);
  CHECK(outcomes_of("driver-cannot-export", action +
                                                "    - uses: docker/build-push-action@v6\n"
                                                "      with: {cache-to: 'type=gha,mode=max'}\n")
            .empty());
}
