// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/miss/explain.hpp>
#include <tests/support/built.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace bxbench;
using namespace bxbench::tests;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("an import that failed is the reason of the first steps", "[miss]") {
  const auto before = built("prime");
  auto now = built("rebuild");
  now.looked_up = {{"ref", "r:v2"}};
  now.imports = {{"importing cache manifest from r:v2", false, "r:v2: not found"}};
  CHECK(reason(before, now, "WORKDIR") == "import-not-found r:v2");
  CHECK_THAT(sentence(before, now, "WORKDIR"), ContainsSubstring("'prime' saved under ref r:v1"));
  now.imports[0].error = "connection refused";
  CHECK(reason(before, now, "WORKDIR") == "import-failed r:v2");
  CHECK(reason(before, now, "COPY deps.lock") == "parent-missed [deps 1/3] WORKDIR /work");
}

TEST_CASE("one import that worked is a cache", "[miss]") {
  const auto before = built("prime");
  auto now = built("rebuild");
  now.imports.insert(now.imports.begin(), {"other", false, "not found"});
  now.context["deps.lock"].content = "d2";
  cache_all_but(now, {"COPY deps.lock"});
  CHECK(reason(before, now, "COPY deps.lock") == "input-changed deps.lock");
}

TEST_CASE("a strategy that exports nothing is named", "[miss]") {
  auto before = built("prime"), now = built("rebuild");
  for (auto* record : {&before, &now}) {
    record->strategy = "none";
    record->carries = suite::Carries::nothing;
    record->cache_from.clear();
    record->cache_to.clear();
    record->imports.clear();
  }
  CHECK(reason(before, now, "WORKDIR") == "not-exported none");
  before.carries = suite::Carries::mounts;
  CHECK_THAT(sentence(before, now, "WORKDIR"), ContainsSubstring("mounts, which are no layers"));
}

TEST_CASE("a cache that was exported and not imported", "[miss]") {
  const auto before = built("prime");
  auto now = built("rebuild");
  now.imports.clear();
  now.cache_from.clear();
  CHECK(reason(before, now, "WORKDIR") == "not-imported ");
  now.restore = measure::RestoreEvidence{"key-7", false, false, "", 0};
  CHECK(reason(before, now, "WORKDIR") == "not-imported key-7");
  now.cache_from = {"type=gha,scope=s"};
  now.restore.reset();
  CHECK_THAT(sentence(before, now, "WORKDIR"), ContainsSubstring("without the runtime token"));
}

TEST_CASE("mode=min keeps the last stage alone", "[miss]") {
  auto before = built("prime"), now = built("rebuild");
  before.cache_to = {"type=registry,ref=r:v1"};
  cache_all_but(now, {"WORKDIR"});
  CHECK(reason(before, now, "WORKDIR") == "not-exported mode=min");
  cache_all_but(now, {"COPY --from"});
  CHECK(reason(before, now, "COPY --from") == "unknown ");
  before.cache_to = {"type=inline"};
  cache_all_but(now, {"WORKDIR"});
  CHECK(reason(before, now, "WORKDIR") == "not-exported type=inline");
  // Neither reads it.
  before.cache_to = {"type=inline,mode=max"};
  CHECK(reason(before, now, "WORKDIR") == "not-exported type=inline");
  before.cache_to = {"type=registry,ref=r:v1, mode=max"};
  CHECK(reason(before, now, "WORKDIR") == "not-exported mode=min");
}

TEST_CASE("a name that nobody saved under", "[miss]") {
  const auto before = built("prime");
  auto now = built("rebuild");
  now.looked_up = {{"scope", "s-v2"}};
  CHECK(reason(before, now, "WORKDIR") == "saved-elsewhere s-v2");
}

TEST_CASE("a blank in a flag makes it another name than the strategy tells", "[miss]") {
  auto before = built("prime"), now = built("rebuild");
  before.cache_to = {"type=gha, scope=s, mode=max"};
  now.cache_from = {"type=gha,scope=s"};
  CHECK(reason(before, now, "WORKDIR") == "saved-elsewhere s");
  CHECK_THAT(sentence(before, now, "WORKDIR"), ContainsSubstring("exported to scope buildkit"));
}

TEST_CASE("ids of cache mounts are no names of layers", "[miss]") {
  auto before = built("prime"), now = built("rebuild");
  before.saved_under = {{"scope", "s-v1"}, {"mount id", "deps"}};
  now.looked_up = {{"scope", "s-v2"}, {"mount id", "deps"}};
  CHECK(reason(before, now, "WORKDIR") == "saved-elsewhere s-v2");
}

TEST_CASE("names that nobody told, or an archive that was found, are no other names", "[miss]") {
  auto before = built("prime"), now = built("rebuild");
  SECTION("neither tells names") {
    before.saved_under.clear();
    now.looked_up.clear();
    CHECK(reason(before, now, "WORKDIR") == "unknown ");
  }
  SECTION("mount ids alone") {
    before.saved_under = {{"mount id", "a"}};
    CHECK(reason(before, now, "WORKDIR") == "unknown ");
  }
  SECTION("found by another key") {
    now.looked_up = {{"key", "lock-2"}};
    before.saved_under = {{"key", "lock-1"}};
    CHECK(reason(before, now, "WORKDIR") == "saved-elsewhere lock-2");
    now.restore = measure::RestoreEvidence{"lock-2", true, false, "lock-1", 1};
    CHECK(reason(before, now, "WORKDIR") == "unknown ");
  }
  SECTION("names that a failed import does not know are not shown") {
    before.saved_under.clear();
    now.imports = {{"importing cache manifest from r:v1", false, "r:v1: not found"}};
    CHECK(sentence(before, now, "WORKDIR") == "the import failed: r:v1: not found");
  }
}

TEST_CASE("an import that worked holds nothing of a job without --cache-to", "[miss]") {
  auto before = built("prime");
  before.cache_to.clear();
  before.saved_under.clear();
  CHECK(reason(before, built("rebuild"), "WORKDIR") == "not-exported prime");
}

TEST_CASE("a branch whose entries cannot be read", "[miss]") {
  auto before = built("prime"), now = built("rebuild");
  before.ref = "refs/tags/v1";
  CHECK(reason(before, now, "WORKDIR") == "unknown ");  // a registry has no scopes
  now.cache_from = {"type=gha,scope=s"};
  before.cache_to = {"type=gha,scope=s,mode=max"};
  now.looked_up = before.saved_under = {{"scope", "s"}};
  CHECK(reason(before, now, "WORKDIR") == "out-of-scope refs/tags/v1");
}

TEST_CASE("a blob that was evicted explains the steps alone whose data was lost", "[miss]") {
  auto before = built("prime"), now = built("rebuild");
  now.gone_keys = {"buildkit-blob-1-a", "index-s"};
  before.touched_keys = {"buildkit-blob-1-b"};
  CHECK(reason(before, now, "WORKDIR") == "unknown ");
  CHECK_THAT(sentence(before, now, "WORKDIR"), !ContainsSubstring("blob"));
  before.touched_keys.push_back("buildkit-blob-1-a");
  CHECK(reason(before, now, "WORKDIR") == "unknown ");
  CHECK_THAT(sentence(before, now, "WORKDIR"), ContainsSubstring("may be why"));
  CHECK_THAT(sentence(before, now, "WORKDIR"), ContainsSubstring("buildkit-blob-1-a"));
  for (auto& step : now.steps)
    step.data_lost = true;
  CHECK(reason(before, now, "WORKDIR") == "evicted buildkit-blob-1-a");
}

TEST_CASE("without its index a scope is imported and empty", "[miss]") {
  auto before = built("prime"), now = built("rebuild");
  before.cache_to = {"type=gha,scope=s,mode=max"};
  now.cache_from = {"type=gha,scope=s"};
  before.saved_under = now.looked_up = {{"scope", "s"}};
  before.touched_keys = {"buildkit-blob-1-a", "index-s-1-f921bd05#1"};
  now.gone_keys = before.touched_keys;
  CHECK(reason(before, now, "WORKDIR") == "evicted index-s-1-f921bd05#1");
  SECTION("the index of another scope") {
    before.touched_keys = now.gone_keys = {"index-s-v2-1-f921bd05#1"};
    CHECK(reason(before, now, "WORKDIR") == "unknown ");
  }
  SECTION("the scope that is named by none") {
    before.cache_to = {"type=gha,mode=max"};
    now.cache_from = {"type=gha"};
    before.touched_keys = now.gone_keys = {"index-buildkit-1-f921bd05#1"};
    CHECK(reason(before, now, "WORKDIR") == "evicted index-buildkit-1-f921bd05#1");
  }
}

TEST_CASE("a result that an index names and whose data is gone", "[miss]") {
  const auto before = built("prime");
  auto now = built("rebuild");
  for (auto& step : now.steps)
    step.data_lost = true;
  CHECK(reason(before, now, "WORKDIR") == "evicted r:v1");
}

TEST_CASE("what failed to be exported was not exported", "[miss]") {
  auto before = built("prime");
  before.export_error = "status 403";
  CHECK(reason(before, built("rebuild"), "WORKDIR") == "not-exported prime");
}

TEST_CASE("a build that failed is why it exported nothing", "[miss]") {
  auto before = built("prime");
  before.export_error = "the build left --cache-to out";
  before.build_error = "exit code 1";
  CHECK(sentence(before, built("rebuild"), "WORKDIR") ==
        "job 'prime' exported no cache: exit code 1");
}

TEST_CASE("a build with --no-cache comes before everything", "[miss]") {
  const auto before = built("prime");
  auto now = built("rebuild");
  now.no_cache = true;
  CHECK(reason(before, now, "WORKDIR") == "no-cache --no-cache");
}

TEST_CASE("a persistent runner needs no import", "[miss]") {
  auto before = built("first"), now = built("second");
  for (auto* record : {&before, &now}) {
    record->runner = "laptop";
    record->cache_from.clear();
    record->cache_to.clear();
    record->imports.clear();
  }
  now.context["src/main.c"].content = "m2";
  cache_all_but(now, {"COPY src"});
  CHECK(reason(before, now, "COPY src") == "input-changed src/main.c");
  now.context = before.context;
  CHECK(reason(before, now, "COPY src") == "unknown ");
  before.build_error = "exit code 1";
  CHECK(reason(before, now, "COPY src") == "not-built-before first");
}

TEST_CASE("a step that has no place in the Dockerfile is not explained", "[miss]") {
  const auto before = built("prime");
  auto now = built("rebuild");
  now.steps.push_back({"[deps 9/9] ONBUILD RUN x", "", false, true, false, {}});
  CHECK(reason(before, now, "ONBUILD") == "unknown ");
}

TEST_CASE("the earlier build is the last one whose cache could be used", "[miss]") {
  auto other = built("other"), mine = built("mine"), later = built("later"), now = built("now");
  later.saved_under = {{"ref", "elsewhere"}};
  std::vector<measure::BuildRecord> earlier{other, mine, later};
  CHECK(measure::build_before(earlier, now)->job == "mine");
  now.looked_up.clear();
  CHECK(measure::build_before(earlier, now)->job == "later");
  earlier[0].runner = now.runner = "laptop";
  CHECK(measure::build_before(earlier, now)->job == "other");
  CHECK(measure::build_before({}, now) == nullptr);
  // On one runner, too, the last build of the same Dockerfile is the one to compare with.
  for (auto& one : earlier)
    one.runner = "laptop";
  earlier[2].dockerfile = "Dockerfile.tool";
  CHECK(measure::build_before(earlier, now)->job == "mine");
}

TEST_CASE("digests and reasons go to the steps of the same name", "[miss]") {
  const auto now = built("rebuild");
  std::vector<measure::BuildRecord> earlier{built("prime")};
  earlier[0].saved_under = {{"ref", "r:v0"}};
  std::vector<measure::StepRecord> steps;
  steps.push_back({"[other 1/1] ONBUILD", false, 0});
  auto recorded = now;
  recorded.steps.insert(recorded.steps.begin(),
                        {"[other 1/1] ONBUILD", "", false, true, false, {}});
  for (const auto& step : now.steps)
    steps.push_back({step.name, step.cached, 0});
  measure::add_misses(steps, {}, recorded);
  CHECK(measure::first_miss(steps) == nullptr);
  CHECK(steps[0].name == "[deps 1/3] WORKDIR /work");
  CHECK(steps[0].digest == "sha256:" + steps[0].name);
  CHECK(steps.back().name == "[other 1/1] ONBUILD");
  steps = {};
  for (const auto& step : recorded.steps)
    steps.push_back({step.name, step.cached, 0});
  measure::add_misses(steps, earlier, recorded);
  REQUIRE(measure::first_miss(steps) != nullptr);
  CHECK(measure::first_miss(steps)->name == "[deps 1/3] WORKDIR /work");
  CHECK(measure::first_miss(steps)->miss->kind == "saved-elsewhere");
}
