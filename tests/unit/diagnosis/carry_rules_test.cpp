// SPDX-License-Identifier: Apache-2.0
#include <tests/support/job_facts.hpp>

#include <catch2/catch_test_macros.hpp>

#include <utility>

using namespace bxbench;
using test::first_fill;
using test::found;
using test::outcome;
using test::second_hit;

TEST_CASE("a carrier without the Dockerfile's ids is a mismatch", "[diagnosis]") {
  auto job = first_fill();
  CHECK(outcome("identifier-mismatch", {job}) == "pass");
  for (auto& carry : job.carries)
    carry.id = carry.target;
  CHECK(found("identifier-mismatch", {job}).evidence ==
        "saved under mount id /go/pkg/mod, /root/.cache/go-build, looked up under mount id "
        "go-build, go-mod");
  job.carries.clear();
  CHECK(outcome("identifier-mismatch", {job}) == "-");
}

TEST_CASE("a mount that is not carried is none when what is carried fits", "[diagnosis]") {
  auto job = first_fill();
  job.carries.erase(job.carries.begin());
  job.carries.erase(job.carries.begin() + 1);
  CHECK(outcome("identifier-mismatch", {job}) == "pass");
}

TEST_CASE("two mounts that are carried under one id are a mismatch", "[diagnosis]") {
  auto job = first_fill();
  for (auto& carry : job.carries)
    carry.id = "go-mod";
  CHECK(found("identifier-mismatch", {job}).evidence ==
        "saved under mount id go-mod, looked up under mount id go-build");
}

TEST_CASE("a ref that is imported and that no job of the logs exported is a mismatch",
          "[diagnosis]") {
  auto job = test::layers_hit();
  CHECK(outcome("identifier-mismatch", {job}) == "pass");
  auto other = job;
  other.run = "1.log";
  job.saved_under.clear();
  CHECK(outcome("identifier-mismatch", {other, job}) == "pass");
  job.looked_up = {{"ref", "r/app:other"}};
  job.builds[0].imports[0].succeeded = false;
  CHECK(found("identifier-mismatch", {other, job}).evidence ==
        "saved under ref r/app:cache, looked up under ref r/app:other");
}

TEST_CASE("a name of which an import brought something is no mismatch", "[diagnosis]") {
  auto job = test::layers_hit();
  job.looked_up = {{"ref", "r/app:main"}};
  job.saved_under = {{"ref", "r/app:pr-7"}};
  CHECK(outcome("identifier-mismatch", {job}) == "-");
  job.looked_up[0].kind = job.saved_under[0].kind = "scope";
  CHECK(outcome("identifier-mismatch", {job}) == "fail");  // a registry has no scopes
  job.builds[0].imports[0].backend = "gha";
  CHECK(outcome("identifier-mismatch", {job}) == "-");
  for (auto& step : job.builds[0].steps)
    step.cached = false;  // as of a scope without entries
  CHECK(outcome("identifier-mismatch", {job}) == "fail");
}

TEST_CASE("mounts of steps that the log does not have may fit the carrier", "[diagnosis]") {
  auto job = first_fill();
  auto& build = job.builds[0];
  build.mounts.pop_back();
  CHECK(outcome("identifier-mismatch", {job}) == "fail");
  build.failed = true;
  CHECK(outcome("identifier-mismatch", {job}) == "-");
  build.failed = false;
  build.steps[1].ran = false;  // the log ends here
  CHECK(outcome("identifier-mismatch", {job}) == "-");
  build.steps[1].ran = true;
  build.steps[2].command = "RUN --mount=type=cache,id=go-mod,target=/go/pkg/mod --mount=type=cac";
  CHECK(outcome("identifier-mismatch", {job}) == "-");
  build.steps[2].command = "RUN --mount=type=cache,id=go-mod,target=/go/pkg/mod go bui...";
  CHECK(outcome("identifier-mismatch", {job}) == "fail");
}

TEST_CASE("a mount of one user is carried for that user", "[diagnosis]") {
  auto job = first_fill();
  CHECK(outcome("owner-mismatch", {job}) == "-");
  job.builds[0].mounts[0].owner = "1000:1000";
  CHECK(found("owner-mismatch", {job}).evidence ==
        "mount go-mod belongs to 1000:1000 in the Dockerfile and to root in the carrier");
  for (auto& carry : job.carries)
    carry.owner = carry.id == "go-mod" ? "1000:1000" : "";
  CHECK(outcome("owner-mismatch", {job}) == "pass");
}

TEST_CASE("restored content that no mount has got is told with both sizes", "[diagnosis]") {
  auto job = second_hit();
  CHECK(outcome("mount-empty", {job}) == "pass");
  job.builds[0].mounts[0].before = 8192;
  CHECK(found("mount-empty", {job}).evidence ==
        "restored 312.0 MB, but mount go-mod held 8192 bytes before the build");
  CHECK(outcome("mount-empty", {first_fill()}) == "-");
  job.builds[0].mounts[0].by_du = false;  // 8 kB of files are something
  CHECK(outcome("mount-empty", {job}) == "pass");
  job.builds[0].mounts[0].before.reset();  // nobody looked
  job.builds[0].mounts[1].before.reset();
  CHECK(outcome("mount-empty", {job}) == "-");
}

TEST_CASE("a hit without an injection leaves the mounts empty", "[diagnosis]") {
  auto job = second_hit();
  CHECK(outcome("inject-skipped", {job}) == "pass");
  std::erase_if(job.carries, [](const auto& carry) {
    return carry.direction == diagnosis::Carry::Direction::inject;
  });
  CHECK(outcome("inject-skipped", {job}) == "-");  // full mounts: some other way
  for (auto& mount : job.builds[0].mounts)
    mount.before = 4096;
  CHECK(outcome("inject-skipped", {job}) == "fail");
}

TEST_CASE("a save before the extraction is found by their order", "[diagnosis]") {
  auto job = first_fill();
  CHECK(outcome("save-before-extract", {job}) == "pass");
  job.saves[0].order = 3;
  job.saves[0].bytes = 195;
  CHECK(found("save-before-extract", {job}).evidence ==
        "saved 195 bytes before go-mod was extracted, which took 34 s");
  job.carries.clear();
  CHECK(outcome("save-before-extract", {job}) == "-");
}

TEST_CASE("a save of another cache may come before the extraction", "[diagnosis]") {
  auto job = first_fill();
  job.saves.insert(job.saves.begin(), job.saves[0]);
  auto& other = job.saves[0];
  other.key = "node-cache";
  other.order = 3;
  CHECK(outcome("save-before-extract", {job}) == "pass");  // the key that was looked up is saved
  for (auto& carry : job.carries)
    carry.host_dir = "/home/runner/work/app/app/cache-mount/" + carry.id;
  other.path = "/home/runner/.npm";
  CHECK(outcome("save-before-extract", {job}) == "pass");
  job.restores.push_back({"node-cache"});
  job.restores.back().path = std::exchange(other.path, "");
  CHECK(outcome("save-before-extract", {job}) == "pass");
  job.restores[0].path = "cache-mount";
  job.restores[1].path.clear();
  CHECK(outcome("save-before-extract", {job}) == "pass");  // what is carried is saved afterwards
  job.saves.pop_back();
  CHECK(outcome("save-before-extract", {job}) == "inconclusive");
  job.saves[0].path = "cache-mount\n/home/runner/.npm";
  CHECK(outcome("save-before-extract", {job}) == "fail");
}

TEST_CASE("a cache folder that stays empty is another one than the carrier's", "[diagnosis]") {
  auto job = second_hit();
  CHECK(outcome("cache-elsewhere", {job}) == "-");
  job.directories = {{"cache-mount", 4096, 7}};
  CHECK(found("cache-elsewhere", {job}).evidence ==
        "cache-mount holds 4096 bytes after the extraction");
  job.directories[0].bytes = 900'000'000;
  CHECK(outcome("cache-elsewhere", {job}) == "pass");
  auto first = first_fill();
  first.directories = {{"cache-mount", 4096, 1}};  // before anything could be in it
  CHECK(outcome("cache-elsewhere", {first}) == "-");
}

TEST_CASE("an empty archive after an extraction that copied is of another folder", "[diagnosis]") {
  auto job = first_fill();
  job.saves[0].bytes = 198;
  CHECK(found("cache-elsewhere", {job}).evidence ==
        "go-mod was extracted (for 34 s), then 198 bytes were saved");
  for (auto& carry : job.carries)
    carry.seconds = 0.5;
  CHECK(outcome("cache-elsewhere", {job}) == "-");
}

TEST_CASE("folders of the carrier lie below what is saved", "[diagnosis]") {
  auto job = first_fill();
  job.saves[0].path = "cache-mount";
  for (auto& carry : job.carries)
    carry.host_dir = "cache-mount/" + carry.id;
  CHECK(outcome("cache-elsewhere", {job}) == "-");
  for (auto& carry : job.carries)
    carry.host_dir = "/home/runner/work/a/a/cache-mount/" + carry.id;
  CHECK(outcome("cache-elsewhere", {job}) == "-");
  job.carries[1].host_dir = "go-build";
  CHECK(found("cache-elsewhere", {job}).evidence ==
        "go-build is carried by folder go-build, and cache-mount is saved");
}

TEST_CASE("carrier and build use one builder", "[diagnosis]") {
  auto job = second_hit();
  CHECK(outcome("wrong-builder", {job}) == "-");
  job.carries[0].builder = "default";
  job.builds[0].builder = "default";
  CHECK(outcome("wrong-builder", {job}) == "-");
  job.builds[0].builder = "builder-1";
  CHECK(outcome("wrong-builder", {job}) == "fail");
}
