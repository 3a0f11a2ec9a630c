// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/step_name.hpp>
#include <harness/diagnosis/rule.hpp>
#include <harness/diagnosis/rules/words.hpp>
#include <tests/support/job_facts.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace bxbench::test {

using namespace diagnosis;

namespace {

constexpr Bytes megabyte = 1'000'000;

Step step(const std::string& name, bool cached, double seconds) {
  auto made = named_step(name);
  made.cached = cached;
  made.ran = !cached;
  made.seconds = seconds;
  return made;
}

Carry carry(Carry::Direction direction, const std::string& id, const std::string& target,
            Order order) {
  Carry made;
  made.direction = direction;
  made.id = id;
  made.target = target;
  made.id_given = true;
  made.order = order;
  if (direction == Carry::Direction::extract) made.seconds = 34;
  return made;
}

Build mount_build(Bytes modules, Bytes objects, double seconds) {
  Build build;
  build.order = 3;
  build.steps = {step("[build 1/3] WORKDIR /src", false, 0.1),
                 step("[build 2/3] COPY . .", false, 0.2),
                 step("[build 3/3] RUN --mount=type=cache,id=go-mod,target=/go/pkg/mod "
                      "--mount=type=cache,id=go-build,target=/root/.cache/go-build go build",
                      false, seconds),
                 step("[stage-1 1/1] COPY --from=build /out/app /app", false, 0.1)};
  build.mounts = mounts_of(build.steps[2]);
  for (auto& mount : build.mounts)
    mount.by_du = true;
  build.mounts[0].before = modules;
  build.mounts[0].after = 953 * megabyte;
  build.mounts[1].before = objects;
  build.mounts[1].after = 354 * megabyte;
  build.seconds = seconds + 2;
  build.compile_seconds = seconds;
  return build;
}

}  // namespace

Job first_fill() {
  Job job;
  job.run = "1.log";
  job.name = "build";
  job.ref = "refs/heads/main";
  job.restores = {{"k-v1", false, false}};
  job.restores[0].order = 1;
  job.builds = {mount_build(8192, 8192, 40)};
  job.builds[0].downloads = 120;
  job.carries = {carry(Carry::Direction::inject, "go-mod", "/go/pkg/mod", 2),
                 carry(Carry::Direction::inject, "go-build", "/root/.cache/go-build", 2),
                 carry(Carry::Direction::extract, "go-mod", "/go/pkg/mod", 4),
                 carry(Carry::Direction::extract, "go-build", "/root/.cache/go-build", 5)};
  job.saves = {{"k-v1", Save::Result::stored, 312 * megabyte}};
  job.saves[0].post = true;
  job.saves[0].order = 6;
  return job;
}

Job second_hit() {
  auto job = first_fill();
  job.run = "2.log";
  job.restores = {{"k-v1", true, true, "k-v1", 312 * megabyte}};
  job.restores[0].order = 1;
  job.builds = {mount_build(953 * megabyte, 354 * megabyte, 3)};
  job.saves[0].result = Save::Result::hit_before;
  job.saves[0].bytes.reset();
  return job;
}

Job layers_hit() {
  Job job;
  job.run = "2.log";
  job.name = "build";
  job.ref = "refs/heads/main";
  Build build;
  build.command =
      "docker buildx build --cache-from type=registry,ref=r/app:cache --cache-to "
      "type=registry,ref=r/app:cache,mode=max .";
  build.cache_from = {"type=registry,ref=r/app:cache"};
  build.cache_to = {"type=registry,ref=r/app:cache,mode=max"};
  build.imports = {{"r/app:cache", "registry", true}};
  build.exports = {{"r/app:cache", "registry", true}};
  build.exports[0].seconds = 2;
  build.steps = {step("[deps 1/2] COPY package.json .", true, 0),
                 step("[deps 2/2] RUN npm ci", true, 0),
                 step("[stage-1 1/2] COPY --from=deps /app /app", true, 0),
                 step("[stage-1 2/2] COPY src src", false, 0.3)};
  build.seconds = 8;
  job.builds = {build};
  job.saved_under = job.looked_up = {{"ref", "r/app:cache"}};
  return job;
}

namespace {

Findings findings_of(const std::string& rule, const std::vector<Job>& jobs,
                     const Profile& profile) {
  const auto* known = find_rule(rule);
  if (!known) throw std::logic_error("no rule " + rule);
  return known->judge(Facts{jobs}, profile);
}

}  // namespace

Finding found(const std::string& rule, const std::vector<Job>& jobs, const Profile& profile) {
  for (auto& finding : findings_of(rule, jobs, profile))
    if (finding.outcome == Outcome::fail) return std::move(finding);
  throw std::runtime_error(rule + " does not fail");
}

std::string outcome(const std::string& rule, const std::vector<Job>& jobs, const Profile& profile) {
  const auto findings = findings_of(rule, jobs, profile);
  if (findings.empty()) return "-";
  const auto any = [&](Outcome wanted) {
    return std::any_of(findings.begin(), findings.end(),
                       [&](const auto& one) { return one.outcome == wanted; });
  };
  if (any(Outcome::fail)) return "fail";
  return findings.front().outcome == Outcome::pass ? "pass" : "inconclusive";
}

std::vector<std::string> failures(const std::vector<Job>& jobs) {
  std::vector<std::string> names;
  for (const auto& finding : judge(Facts{jobs}, Profile{}))
    if (finding.outcome == Outcome::fail) names.push_back(finding.rule);
  return names;
}

}  // namespace bxbench::test
