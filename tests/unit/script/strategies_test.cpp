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

std::unique_ptr<suite::JobHooks> hooks_of(const suite::JobContext& job) {
  const auto suite = load({});
  if (!suite) FAIL(suite.error().message);
  return strategy(*suite, job.strategy).hooks(job).value();
}

// Restore, build and save with a cache service that answers the lookup like this.
std::string mount_story(const suite::JobContext& job, const suite::Restored& lookup) {
  const auto hooks = hooks_of(job);
  const Answer answer = [&](const suite::Action& action) -> suite::Reply {
    if (std::holds_alternative<suite::RestoreCache>(action)) return lookup;
    if (std::holds_alternative<suite::SaveCache>(action)) return suite::Saved{true, 10};
    return suite::Carried{100, 2};
  };
  const auto restore = story_of(*hooks->restore().value(), answer);
  const auto build = hooks->build();
  if (!build) FAIL(build.error().message);
  return restore + "build\n" + story_of(*hooks->save().value(), answer);
}

std::string hook_error(const std::string& fields) {
  ScriptTree tree;
  auto suite = load({tree.write("x.lua",
                                "return strategy { name = 'x', summary = 's', form = 'layer', "
                                "carries = 'nothing',\n" +
                                    fields + " }")});
  if (!suite) return suite.error().message;
  auto hooks = strategy(*suite, "x").hooks(job_of("x")).value();
  auto flags = hooks->build();
  if (!flags) return flags.error().message;
  return story_of(*hooks->restore().value(),
                  [](const suite::Action&) { return suite::Restored{}; });
}

}  // namespace

TEST_CASE("gha names its scope and nothing secret", "[script]") {
  const auto flags = hooks_of(job_of("gha"))->build().value();
  CHECK(flags.cache_from == std::vector<std::string>{"type=gha,scope=go-v1"});
  CHECK(flags.cache_to == std::vector<std::string>{"type=gha,scope=go-v1,mode=max"});
  CHECK(flags.looked_up == flags.saved_under);
}

TEST_CASE("gha looks up another scope on a mismatch", "[script]") {
  const auto flags = hooks_of(job_of("gha", true))->build().value();
  CHECK(flags.cache_from == std::vector<std::string>{"type=gha,scope=go-v1-other"});
  CHECK(flags.looked_up == std::vector<suite::Identifier>{{"scope", "go-v1-other"}});
  CHECK(flags.saved_under == std::vector<suite::Identifier>{{"scope", "go-v1"}});
}

TEST_CASE("registry keeps layers under a ref of workload and version", "[script]") {
  const auto flags = hooks_of(job_of("registry"))->build().value();
  CHECK(flags.cache_from ==
        std::vector<std::string>{"type=registry,ref=localhost:5000/cache/go:v1"});
  CHECK(flags.cache_to ==
        std::vector<std::string>{"type=registry,ref=localhost:5000/cache/go:v1,mode=max"});
  const auto other = hooks_of(job_of("registry", true))->build().value();
  CHECK(other.looked_up ==
        std::vector<suite::Identifier>{{"ref", "localhost:5000/cache/go:v1-other"}});
}

TEST_CASE("none asks for nothing", "[script]") {
  const auto hooks = hooks_of(job_of("none"));
  CHECK_FALSE(hooks->restore().value()->resume(suite::Done{}).value().has_value());
  CHECK(hooks->build().value().cache_to.empty());
  CHECK_FALSE(hooks->save().value()->resume(suite::Done{}).value().has_value());
}

TEST_CASE("mount saves what it could not restore", "[script]") {
  CHECK(mount_story(job_of("mount"), {}) ==
        "restore mount-go-v1-abc to /cache or mount-go-v1-\nbuild\n"
        "extract go-mod as go-mod\nextract /build as /build\nsave /cache as mount-go-v1-abc\n");
}

TEST_CASE("mount injects what it restored and saves it under the new key", "[script]") {
  CHECK(mount_story(job_of("mount"), {true, false, "mount-go-v1-old", 5000}) ==
        "restore mount-go-v1-abc to /cache or mount-go-v1-\n"
        "inject go-mod as go-mod\ninject /build as /build\nbuild\n"
        "extract go-mod as go-mod\nextract /build as /build\nsave /cache as mount-go-v1-abc\n");
}

TEST_CASE("mount saves nothing when the exact key was found", "[script]") {
  CHECK_THAT(mount_story(job_of("mount"), {true, true, "mount-go-v1-abc", 5000}),
             EndsWith("inject /build as /build\nbuild\n"));
}

TEST_CASE("mount carries under the target on a mismatch or when set to", "[script]") {
  CHECK_THAT(mount_story(job_of("mount", true), {}),
             ContainsSubstring("extract go-mod as /go/pkg/mod"));
  auto job = job_of("mount");
  job.params["id"] = std::string("my-id");
  CHECK_THAT(mount_story(job, {}),
             ContainsSubstring("extract go-mod as my-id\nextract /build as my-id"));
  const auto flags = hooks_of(job_of("mount", true))->build().value();
  CHECK(flags.looked_up.at(0) == suite::Identifier{"mount id", "go-mod"});
  CHECK(flags.saved_under.at(0) == suite::Identifier{"mount id", "/go/pkg/mod"});
  CHECK(flags.cache_from.empty());
}

TEST_CASE("a hook stays in the job's cache directory", "[script]") {
  CHECK_THAT(
      hook_error(
          "restore = function(job) job.actions_cache:restore { path = '/etc', key = 'k' } end"),
      EndsWith("x.lua:2: a hook may use job.cache_dir and what is below it, not /etc"));
  CHECK_THAT(hook_error("restore = function(job) job.actions_cache:save { path = job.cache_dir .. "
                        "'/../x', key = 'k' } end"),
             ContainsSubstring("not /cache/../x"));
}

TEST_CASE("the build hook asks for nothing and returns flags", "[script]") {
  CHECK_THAT(
      hook_error(
          "build = function(job) job.actions_cache:save { path = job.cache_dir, key = 'k' } end"),
      EndsWith("x.lua:2: the build hook cannot ask for anything"));
  CHECK_THAT(
      hook_error("build = function(job) return { cache_form = {} } end"),
      EndsWith("unknown field 'cache_form' of the result of build (did you mean 'cache_from'?)"));
  CHECK_THAT(hook_error("build = function(job) end"),
             EndsWith("the result of build must be a table, not nothing"));
}

TEST_CASE("a hook cannot direct the CI", "[script]") {
  ScriptTree tree;
  const auto suite = load({tree.write(
      "x.lua",
      "local kept\nlocal a = scenario { name = 'a', summary = 's', script = function(ci) kept = ci "
      "end }\n"
      "local b = strategy { name = 'b', summary = 's', form = 'layer', carries = 'nothing',\n"
      "  restore = function() kept:job { 'x' } end }\nreturn { a, b }")});
  REQUIRE(suite.has_value());
  REQUIRE(scenario(*suite, "a").start({}).value()->resume(suite::Done{}).has_value());
  const auto hook = strategy(*suite, "b").hooks(job_of("b")).value()->restore().value();
  CHECK_THAT(hook->resume(suite::Done{}).error().message,
             EndsWith("x.lua:4: a strategy's hook cannot direct the CI"));
}

}  // namespace bxbench::script
