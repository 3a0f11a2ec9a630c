// SPDX-License-Identifier: Apache-2.0
#include <tests/unit/script/script_fixture.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

namespace bxbench::script {
namespace {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;

suite::JobContext job_of(const std::string& strategy, bool mismatch = false) {
  return {.workload = "go",
          .strategy = strategy,
          .job = "rebuild",
          .version = "v1",
          .lock_hash = "abc",
          .cache_dir = "/cache",
          .registry = "localhost:5000",
          .cache_mounts = {{"go-mod", "/go/pkg/mod"}, {"/build", "/build"}},
          .mismatch = mismatch,
          .params = {}};
}

// All steps of a job whose lookup in the cache service is answered like this.
std::string job_story(const suite::JobContext& job, const suite::Restored& lookup = {}) {
  const auto suite = load({});
  if (!suite) FAIL(suite.error().message);
  const auto steps = strategy(*suite, job.strategy).begin(job).value();
  return story_of(*steps, [&](const suite::Action& action) -> suite::Reply {
    if (std::holds_alternative<suite::RestoreCache>(action)) return lookup;
    if (std::holds_alternative<suite::SaveCache>(action)) return suite::Saved{true, 10};
    if (std::holds_alternative<suite::PullDirectory>(action)) return suite::Shipped{false};
    return suite::Carried{100, 2};
  });
}

suite::BuildFlags flags_of(const suite::JobContext& job) {
  const auto suite = load({});
  if (!suite) FAIL(suite.error().message);
  const auto steps = strategy(*suite, job.strategy).begin(job).value()->steps().value();
  suite::Reply reply = suite::Done{};
  for (;;) {
    const auto action = steps->resume(reply).value();
    if (!action) FAIL("the strategy does not build");
    if (const auto* build = std::get_if<suite::RunBuild>(&*action)) return build->flags;
    reply = suite::Restored{};
  }
}

// All steps of a strategy with these fields; `build` fails when the story says so.
std::string own_story(const std::string& fields, bool build_fails = false) {
  ScriptTree tree;
  auto suite = load({tree.write("x.lua",
                                "return strategy { name = 'x', summary = 's', form = 'layer', "
                                "carries = 'nothing',\n" +
                                    fields + " }")});
  if (!suite) return suite.error().message;
  const auto steps = strategy(*suite, "x").begin(job_of("x")).value();
  return story_of(
      *steps, [](const suite::Action&) { return suite::Restored{}; }, build_fails);
}

}  // namespace

TEST_CASE("gha names its scope and nothing secret", "[script]") {
  const auto flags = flags_of(job_of("gha"));
  CHECK(flags.cache_from == std::vector<std::string>{"type=gha,scope=go-v1"});
  CHECK(flags.cache_to == std::vector<std::string>{"type=gha,scope=go-v1,mode=max"});
  CHECK(flags.looked_up == flags.saved_under);
}

TEST_CASE("gha looks up another scope on a mismatch", "[script]") {
  const auto flags = flags_of(job_of("gha", true));
  CHECK(flags.cache_from == std::vector<std::string>{"type=gha,scope=go-v1-other"});
  CHECK(flags.looked_up == std::vector<suite::Identifier>{{"scope", "go-v1-other"}});
  CHECK(flags.saved_under == std::vector<suite::Identifier>{{"scope", "go-v1"}});
}

TEST_CASE("registry keeps layers under a ref of workload and version", "[script]") {
  const auto flags = flags_of(job_of("registry"));
  CHECK(flags.cache_from ==
        std::vector<std::string>{"type=registry,ref=localhost:5000/cache/go:v1"});
  CHECK(flags.cache_to ==
        std::vector<std::string>{"type=registry,ref=localhost:5000/cache/go:v1,mode=max"});
  const auto other = flags_of(job_of("registry", true));
  CHECK(other.looked_up ==
        std::vector<suite::Identifier>{{"ref", "localhost:5000/cache/go:v1-other"}});
}

TEST_CASE("none builds and does nothing else", "[script]") {
  CHECK(job_story(job_of("none")) == "build\n");
  CHECK(flags_of(job_of("none")).cache_to.empty());
}

TEST_CASE("mount saves what it could not restore", "[script]") {
  CHECK(job_story(job_of("mount")) ==
        "restore mount-go-v1-abc to /cache or mount-go-v1-\nbuild\n"
        "extract go-mod as go-mod\nextract /build as /build\nsave /cache as mount-go-v1-abc\n");
}

TEST_CASE("mount injects what it restored and saves it under the new key", "[script]") {
  CHECK(job_story(job_of("mount"), {true, false, "mount-go-v1-old", 5000}) ==
        "restore mount-go-v1-abc to /cache or mount-go-v1-\n"
        "inject go-mod as go-mod\ninject /build as /build\nbuild\n"
        "extract go-mod as go-mod\nextract /build as /build\nsave /cache as mount-go-v1-abc\n");
}

TEST_CASE("mount saves nothing when the exact key was found", "[script]") {
  CHECK_THAT(job_story(job_of("mount"), {true, true, "mount-go-v1-abc", 5000}),
             EndsWith("inject /build as /build\nbuild\n"));
}

TEST_CASE("mount carries under the target on a mismatch or when set to", "[script]") {
  CHECK_THAT(job_story(job_of("mount", true)), ContainsSubstring("extract go-mod as /go/pkg/mod"));
  auto job = job_of("mount");
  job.params["id"] = std::string("my-id");
  CHECK_THAT(job_story(job), ContainsSubstring("extract go-mod as my-id\nextract /build as my-id"));
  const auto flags = flags_of(job_of("mount", true));
  CHECK(flags.looked_up.at(0) == suite::Identifier{"mount id", "go-mod"});
  CHECK(flags.saved_under.at(0) == suite::Identifier{"mount id", "/go/pkg/mod"});
  CHECK(flags.cache_from.empty());
}

TEST_CASE("a step stays in the job's cache directory", "[script]") {
  CHECK_THAT(
      own_story(
          "restore = function(job) job.actions_cache:restore { path = '/etc', key = 'k' } end"),
      EndsWith(
          "x.lua:2: a step may use job.cache_dir, job.host_dir and what is below them, not /etc"));
  CHECK_THAT(own_story("restore = function(job) job.actions_cache:save { path = job.cache_dir .. "
                       "'/../x', key = 'k' } end"),
             ContainsSubstring("not /cache/../x"));
}

TEST_CASE("the build hook returns flags", "[script]") {
  CHECK_THAT(
      own_story("build = function(job) return { cache_form = {} } end"),
      EndsWith(
          "unknown field 'cache_form' of the flags of job:build (did you mean 'cache_from'?)"));
  CHECK(own_story("build = function(job) return {} end") == "build\n");
}

TEST_CASE("steps run in their own order and post steps backwards after them", "[script]") {
  const std::string steps =
      "steps = function(job)\n"
      "  job:post { function() job.actions_cache:save { path = job.cache_dir, key = 'a' } end }\n"
      "  job:post { function() job.actions_cache:save { path = job.cache_dir, key = 'b' } end,\n"
      "    always = true }\n"
      "  job:build()\n"
      "  job.actions_cache:save { path = job.cache_dir, key = 'c' }\n"
      "end";
  CHECK(own_story(steps) == "build\nsave /cache as c\nsave /cache as b\nsave /cache as a\n");
  CHECK(own_story(steps, true) == "build, failed\nsave /cache as b\n");
}

TEST_CASE("dance saves after it extracted, in post steps", "[script]") {
  CHECK(job_story(job_of("dance")) ==
        "restore dance-go-v1-abc to /cache/kept or dance-go-v1-\n"
        "inject go-mod as go-mod\ninject /build as /build\nbuild\n"
        "extract go-mod as go-mod\nextract /build as /build\n"
        "save /cache/kept as dance-go-v1-abc\n");
}

TEST_CASE("dance goes wrong in the ways that people report", "[script]") {
  auto job = job_of("dance");
  job.params["cache_step"] = std::string("split");
  CHECK_THAT(job_story(job), ContainsSubstring("build\nsave /cache/kept as dance-go-v1-abc\n"
                                               "extract go-mod as go-mod\n"));
  job.params["cache_step"] = std::string("last");
  CHECK_THAT(job_story(job), ContainsSubstring("build\nsave /cache/kept"));
  job = job_of("dance");
  job.params["ids"] = false;
  CHECK_THAT(job_story(job), ContainsSubstring("inject go-mod as /go/pkg/mod"));
  job = job_of("dance");
  job.params["one_id"] = true;
  CHECK_THAT(job_story(job), ContainsSubstring("extract /build as go-mod"));
  job = job_of("dance");
  job.params["inject"] = std::string("on-miss");
  const suite::Restored exact{true, true, "dance-go-v1-abc", 5000};
  CHECK_THAT(job_story(job, exact), !ContainsSubstring("inject"));
  CHECK_THAT(job_story(job, exact), !ContainsSubstring("save"));
  job.params["skip_extraction"] = true;
  CHECK_THAT(job_story(job, exact), !ContainsSubstring("extract"));
  job = job_of("dance");
  job.params["min_bytes"] = 1000.0;
  CHECK_THAT(job_story(job), !ContainsSubstring("save"));
}

TEST_CASE("release-image and local find what no tag keeps to itself", "[script]") {
  CHECK_THAT(job_story(job_of("release-image")),
             ContainsSubstring("pull localhost:5000/cache/go:release-v1 to /cache\nbuild\n") &&
                 EndsWith("push /cache as localhost:5000/cache/go:release-v1\n"));
  CHECK_THAT(job_story(job_of("local")), EndsWith("save /cache/new/layers as local-go-v1-abc-1\n"));
}

TEST_CASE("a strategy with both layers and mounts names both", "[script]") {
  const auto flags = flags_of(job_of("mount+registry"));
  CHECK(flags.cache_to ==
        std::vector<std::string>{"type=registry,ref=localhost:5000/cache/go-mounts:v1,mode=max"});
  CHECK(flags.looked_up.size() == 3);
  CHECK(flags_of(job_of("inline")).push == "localhost:5000/app/go:v1");
}

TEST_CASE("a strategy has either steps or hooks", "[script]") {
  CHECK_THAT(own_story("steps = function() end, save = function() end"),
             ContainsSubstring("x.lua:2: strategy.steps takes the place of the hooks"));
  CHECK_THAT(own_story("steps = function(job) job:post { 1 } end"),
             EndsWith("x.lua:2: job:post.step must be a function, not 1"));
}

TEST_CASE("a step cannot direct the CI", "[script]") {
  ScriptTree tree;
  const auto suite = load({tree.write(
      "x.lua",
      "local kept\nlocal a = scenario { name = 'a', summary = 's', script = function(ci) kept = ci "
      "end }\n"
      "local b = strategy { name = 'b', summary = 's', form = 'layer', carries = 'nothing',\n"
      "  restore = function() kept:job { 'x' } end }\nreturn { a, b }")});
  REQUIRE(suite.has_value());
  REQUIRE(scenario(*suite, "a").start({}).value()->resume(suite::Done{}).has_value());
  const auto steps = strategy(*suite, "b").begin(job_of("b")).value()->steps().value();
  CHECK_THAT(steps->resume(suite::Done{}).error().message,
             EndsWith("x.lua:4: a strategy's steps cannot direct the CI"));
}

}  // namespace bxbench::script
