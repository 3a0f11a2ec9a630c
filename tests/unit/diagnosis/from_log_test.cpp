// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/log_reader.hpp>
#include <harness/diagnosis/facts/from_log.hpp>
#include <harness/diagnosis/facts/step_name.hpp>
#include <harness/diagnosis/profile.hpp>
#include <harness/diagnosis/rule.hpp>
#include <harness/support/files.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <filesystem>

using namespace bxbench;
using namespace bxbench::diagnosis;
using Texts = std::vector<std::string>;

namespace {

void read(JobsFromLog& jobs, const std::string& file, std::string_view text) {
  cilog::LogName name;
  name.file = file;
  name.job = "build";
  cilog::LogReader reader(name, [&](const auto& event) { jobs.add(event); });
  reader.add(text);
  reader.finish();
}

std::vector<Job> jobs_of(const Texts& fixtures) {
  JobsFromLog jobs;
  for (const auto& fixture : fixtures) {
    const auto file = std::filesystem::path(BXBENCH_TEST_ROOT) / "data/logs" / (fixture + ".txt");
    const auto text = read_file(file);
    REQUIRE(text.has_value());
    read(jobs, fixture, *text);
  }
  return jobs.take();
}

Texts failures(const Texts& fixtures) {
  Texts rules;
  for (const auto& finding : judge(Facts{jobs_of(fixtures)}, Profile{}))
    if (finding.outcome == Outcome::fail) rules.push_back(finding.rule);
  return rules;
}

/// The most likely cause of each run.
Texts causes(const Texts& fixtures) {
  Texts rules;
  const auto jobs = jobs_of(fixtures);
  const auto findings = judge(Facts{jobs}, Profile{});
  for (const auto& fixture : fixtures) {
    const auto first = std::find_if(findings.begin(), findings.end(), [&](const auto& one) {
      return one.job.ends_with(fixture) && one.outcome == Outcome::fail;
    });
    rules.push_back(first == findings.end() ? "-" : first->rule);
  }
  return rules;
}

std::vector<Job> jobs_in(const std::string& text) {
  JobsFromLog jobs;
  read(jobs, "log", text);
  return jobs.take();
}

/// The rules that fail for a log that consists of these lines.
Texts failures_in(const std::string& text) {
  Texts rules;
  for (const auto& finding : judge(Facts{jobs_in(text)}, Profile{}))
    if (finding.outcome == Outcome::fail) rules.push_back(finding.rule);
  return rules;
}

}  // namespace

TEST_CASE("each run of the first seed gives the cause that its author found", "[diagnosis]") {
  CHECK(causes({"seed-1-run-1"}) == Texts{"identifier-mismatch"});
  CHECK(causes({"seed-1-run-2"}) == Texts{"save-before-extract"});
  CHECK(causes({"seed-1-run-3"}) == Texts{"key-locked"});
  CHECK(causes({"seed-1-run-4"}) == Texts{"cache-elsewhere"});
}

TEST_CASE("the four runs together give the same causes", "[diagnosis]") {
  CHECK(causes({"seed-1-run-1", "seed-1-run-2", "seed-1-run-3", "seed-1-run-4"}) ==
        Texts{"identifier-mismatch", "save-before-extract", "key-locked", "cache-elsewhere"});
}

TEST_CASE("each row of the second seed's table gives its cause", "[diagnosis]") {
  const auto fails = [](const char* fixture, const char* rule) {
    CAPTURE(fixture);
    const auto rules = failures({fixture});
    CHECK(std::find(rules.begin(), rules.end(), rule) != rules.end());
  };
  fails("seed-2-cache-size-0", "empty-restore");
  fails("seed-2-before-8k", "mount-empty");
  fails("seed-2-not-saving", "key-locked");
  fails("seed-2-written-to-root", "cache-elsewhere");
  fails("seed-2-downloads-every-run", "downloads-repeated");
  fails("seed-2-downloads-every-run", "mount-empty");
}

TEST_CASE("the second seed's expected runs have no finding, alone and together", "[diagnosis]") {
  CHECK(failures({"seed-2-first-run"}).empty());
  CHECK(failures({"seed-2-second-run"}).empty());
  CHECK(failures({"seed-2-first-run", "seed-2-second-run"}).empty());
}

TEST_CASE("the fourth seed's build log tells that its artifact may be stale", "[diagnosis]") {
  const auto findings = judge(Facts{jobs_of({"seed-4"})}, Profile{});
  REQUIRE_FALSE(findings.empty());
  CHECK(findings.front().rule == "stale-artifact");
  CHECK(findings.front().evidence.starts_with("stale artifact possible"));
  REQUIRE_FALSE(findings.front().places.empty());
  CHECK(findings.front().places.front().text.find("COPY --from=builder") != std::string::npos);
}

TEST_CASE("a log becomes restores, carries, a build and saves in their order", "[diagnosis]") {
  const auto jobs = jobs_of({"seed-1-run-3"});
  REQUIRE(jobs.size() == 1);
  const auto& job = jobs[0];
  CHECK(job.name == "build-image");
  REQUIRE(job.restores.size() == 1);
  CHECK(job.restores[0].bytes == 195);
  CHECK(job.restores[0].exact);
  CHECK(job.restores[0].path == "cache-mount");
  REQUIRE(job.carries.size() == 4);
  CHECK(job.carries[0].direction == Carry::Direction::inject);
  CHECK(job.carries[0].id == "go-mod");
  CHECK(job.carries[0].order < job.builds.at(0).order);
  CHECK(job.carries[3].order > job.builds[0].order);
  REQUIRE(job.builds.size() == 1);
  CHECK(job.builds[0].compile_seconds == 41);
  CHECK(job.builds[0].downloads == 8);
  REQUIRE(job.builds[0].mounts.size() == 2);
  CHECK(job.builds[0].mounts[0].id == "go-mod");
  CHECK(job.builds[0].mounts[0].before == 8192);
  CHECK(job.builds[0].mounts[0].after.value_or(0) > 900'000'000);
  REQUIRE(job.saves.size() == 1);
  CHECK(job.saves[0].result == Save::Result::hit_before);
  CHECK(job.saves[0].post);
  CHECK(job.saves[0].order > job.carries[3].order);
  CHECK(job.saves[0].place.line > 200);
}

TEST_CASE("runs are put into the order of their time stamps", "[diagnosis]") {
  const auto jobs = jobs_of({"seed-1-run-4", "seed-1-run-1"});
  REQUIRE(jobs.size() == 2);
  CHECK(jobs[0].run == "seed-1-run-1");
}

TEST_CASE("a log without anything of a build has no finding", "[diagnosis]") {
  JobsFromLog jobs;
  read(jobs, "empty", GENERATE("", "hello\n", "#1 SMP Debian\n", "error: not found\n"));
  CHECK(judge(Facts{jobs.take()}, Profile{}).empty());
}

TEST_CASE("a step's name tells stage, command and cache mounts", "[diagnosis]") {
  const auto step = named_step(
      "[linux/amd64 build 3/7] RUN --mount=type=cache,target=/a/,uid=7 --mount=type=bind,source=. "
      "--mount=type=cache,id=x,dst=/b make");
  CHECK(step.stage == "build");
  const auto mounts = mounts_of(step);
  REQUIRE(mounts.size() == 2);
  CHECK(mounts[0].id == "/a");
  CHECK(mounts[0].owner == "7:0");
  CHECK_FALSE(mounts[0].id_given);
  CHECK(mounts[1].id == "x");
  CHECK(mounts[1].target == "/b");
  CHECK_FALSE(is_cut(step));
  CHECK(is_cut(named_step("[build 3/7] RUN --mount=type=cache,target=/a")));
  CHECK(named_step("[2/5] COPY . .").stage.empty());
  CHECK(named_step("[linux/386 2/5] COPY . .").stage.empty());
}

TEST_CASE("paths are compared by their parts", "[diagnosis]") {
  CHECK(is_within("/a/b", "/a"));
  CHECK(is_within("/a/./b/", "/a/b"));
  CHECK_FALSE(is_within("/ab", "/a"));
  CHECK_FALSE(is_within("/a", "/a/b"));
  CHECK(tidy_path("a//b/") == "a/b");
}

TEST_CASE("trouble that has nothing to do with caches is none of a cache", "[diagnosis]") {
  const auto* const log = GENERATE(
      "##[error]toomanyrequests: You have reached your pull rate limit.\n",
      "##[error]dial tcp 127.0.0.1:5432: connect: connection refused\n",
      "#1 [a 1/1] RUN x\n#1 DONE 1.0s\n#2 exporting to image\n"
      "#2 ERROR: failed to push app: unexpected status: 401 Unauthorized\n",
      "#1 [a 1/1] FROM docker.io/library/x\n#1 ERROR: failed to copy: httpReadSeeker: failed open: "
      "unexpected status code https://r.example/v2/x: 429 Too Many Requests\n"
      "ERROR: failed to build: failed to solve: failed to copy: httpReadSeeker: failed open: "
      "unexpected status code https://r.example/v2/x: 429 Too Many Requests\n");
  CAPTURE(log);
  CHECK(failures_in(log).empty());
}

TEST_CASE("trouble is a cache's by its text or by its step", "[diagnosis]") {
  CHECK(failures_in("##[warning]the cache service is unavailable\n") ==
        Texts{"service-unavailable"});
  CHECK(failures_in("##[group]Run actions/cache@v5\nwith:\n  path: a\n  key: k\n##[endgroup]\n"
                    "##[warning]connect: connection refused\n") == Texts{"service-unavailable"});
  CHECK(failures_in("##[group]Run actions/cache@v5\nwith:\n  path: a\n  key: k\n##[endgroup]\n"
                    "##[group]Run make\nmake\n##[endgroup]\n"
                    "##[error]connect: connection refused\n")
            .empty());
}

TEST_CASE("the directories of a carrier are those of its map", "[diagnosis]") {
  const std::string carry =
      "RUN --mount=type=cache,target=/go/pkg/mod,id=m     --mount=type=bind,source=.,"
      "target=/var/dance-cache     cp -p -R /var/dance-cache/. /go/pkg/mod || true\n";
  const std::string step =
      "##[group]Run reproducible-containers/buildkit-cache-dance@v3\nwith:\n  cache-dir: kept\n";
  const auto dir = [&](const std::string& log) {
    return jobs_in(log).at(0).carries.at(0).host_dir;
  };
  CHECK(dir(step +
            "  cache-map: {\"m\": {\"target\": \"/go/pkg/mod\", \"id\": \"m\"}}\n##[endgroup]\n" +
            carry) == "m");
  CHECK(dir(step +
            "  cache-map: {}\n##[endgroup]\nCache map parsed from Dockerfile: "
            "{\"kept/m\":{\"id\":\"m\",\"target\":\"/var/cache-target\"}}\n" +
            carry) == "kept/m");
}

TEST_CASE("of a log that repeats itself without end a part is kept", "[diagnosis]") {
  std::string log;
  for (int i = 0; i < 3000; ++i)
    log += "Current runner version: '2'\nComplete job name: a\n";
  CHECK(jobs_in(log).size() <= 2000);
  log.clear();
  for (int i = 1; i <= 3000; ++i)
    log += "#" + std::to_string(i) + " [a 1/1] RUN x\n";
  CHECK(jobs_in(log).at(0).builds.at(0).steps.size() == 2000);
  log.clear();
  for (int i = 1; i <= 3000; ++i)
    log += "#0 building with \"b\" instance using docker driver\n#1 [a 1/1] RUN x\n#1 CACHED\n";
  CHECK(jobs_in(log).at(0).builds.size() == 2000);
}
