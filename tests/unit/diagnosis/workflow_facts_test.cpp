// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/workflow_facts.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace bxbench::diagnosis;

namespace {

/// A job with these steps, each line of which begins in column 7.
PipelineJob job_of(const std::string& steps, const std::string& more = {}) {
  return read_workflow("env: {DIR: kept, BASE: app}\njobs:\n  a:\n" + more + "    steps:\n" + steps,
                       "ci.yml")
      .value()
      .jobs.at(0);
}

}  // namespace

TEST_CASE("env is put in from the step, the job and the workflow", "[diagnosis][lint]") {
  const auto job = job_of(
      "      - uses: actions/cache@v4\n"
      "        env: {DIR: mine}\n"
      "        with:\n"
      "          path: |\n"
      "            ${{ env.DIR }}/${{env.BASE}}\n"
      "            ${{ github.workspace }}/b\n"
      "          key: ${{ env.SELF }}-${{ matrix.x }}\n",
      "    env: {SELF: \"${{ env.SELF }}\"}\n");
  REQUIRE(job.caches.size() == 1);
  const auto& cache = job.caches[0];
  REQUIRE(cache.paths.size() == 2);
  CHECK(cache.paths[0].text == "mine/app");
  CHECK(cache.paths[0].place.line == 10);
  CHECK(cache.paths[0].place.column == 13);
  CHECK(cache.paths[1].text == "${{ github.workspace }}/b");
  CHECK(cache.key.text == "${{ env.SELF }}-${{ matrix.x }}");
  CHECK(cache.version == "v4");
}

TEST_CASE("the version of an action that is pinned is in its comment", "[diagnosis][lint]") {
  const auto job = job_of(
      "      - uses: actions/cache/save@1bd1e32a3bdc45362d1e726936510720a7c30a57 # v4.2.0\n");
  REQUIRE(job.caches.size() == 1);
  CHECK(job.caches[0].version == "v4.2.0");
  CHECK(job.caches[0].kind == CacheStep::Kind::save);
}

TEST_CASE("each entry of a cache map has its place", "[diagnosis][lint]") {
  const auto job = job_of(
      "      - uses: somebody/buildkit-cache-dance@v3\n"
      "        with:\n"
      "          cache-map: |\n"
      "            {\n"
      "              \"${{ env.DIR }}/a\": \"/a\",\n"
      "              \"b\": { \"target\": \"/b\", \"id\": \"bb\", \"uid\": 1000, \"gid\": \"1\" }\n"
      "            }\n");
  REQUIRE(job.dances.size() == 1);
  const auto& map = job.dances[0].map;
  REQUIRE(map.size() == 2);
  CHECK(map[0].source == "kept/a");
  CHECK(map[0].id == "/a");
  CHECK_FALSE(map[0].id_given);
  CHECK(map[1].id == "bb");
  CHECK(map[1].owner == "1000:1");
  CHECK(map[1].place.line == 10);
  CHECK(map[1].place.column == 15);
}

TEST_CASE("a cache map that is no JSON object says so", "[diagnosis][lint]") {
  for (const auto* map : {"[1]", "{", "\"x\""}) {
    const auto job = job_of(std::string("      - uses: a/buildkit-cache-dance@v3\n        with:\n"
                                        "          cache-map: |\n            ") +
                            map + "\n");
    CHECK_FALSE(job.dances.at(0).map_error.empty());
  }
}

TEST_CASE("builds are read from scripts, with continued lines and variables", "[diagnosis][lint]") {
  const auto job = job_of(
      "      - run: |\n"
      "          # docker build --cache-to type=local,dest=no .\n"
      "          docker buildx create --use --name b1 --driver docker-container && docker buildx "
      "\\\n"
      "            build --cache-from=type=gha,scope=$BASE --cache-to "
      "\"type=gha,scope=${BASE},mode=max\" \\\n"
      "            -t registry.example/x/${{ matrix.n }}:1 --push .\n"
      "          docker build -f b.Dockerfile --builder default ctx; echo --cache-to x\n");
  REQUIRE(job.setups.size() == 1);
  CHECK(job.setups[0].name == "b1");
  REQUIRE(job.builds.size() == 2);
  const auto& build = job.builds[0];
  REQUIRE(build.from.size() == 1);
  CHECK(build.from[0].spec.field("scope") == "app");
  CHECK(build.from[0].setting.place.line == 8);
  REQUIRE(build.to.size() == 1);
  CHECK(build.to[0].spec.field("mode") == "max");
  REQUIRE(build.tags.size() == 1);
  CHECK(build.tags[0].text == "registry.example/x/${{ matrix.n }}:1");
  CHECK(job.builds[1].file.text == "b.Dockerfile");
  CHECK(job.builds[1].to.empty());
  CHECK(job.builds[1].place.line == 10);
}

TEST_CASE("an expression that chooses a cache counts as what it may give", "[diagnosis][lint]") {
  const auto job = job_of(
      "      - uses: docker/build-push-action@v6\n"
      "        with:\n"
      "          cache-to: ${{ github.event_name != 'pull_request' && 'type=gha,mode=max' || '' "
      "}}\n"
      "          cache-from: ${{ steps.x.outputs.y }}\n");
  REQUIRE(job.builds.size() == 1);
  CHECK(job.builds[0].to.at(0).spec.type == "gha");
  CHECK(job.builds[0].to.at(0).spec.field("mode") == "max");
  CHECK(job.builds[0].from.at(0).spec.type.empty());
}

TEST_CASE("each line of a list has its own place", "[diagnosis][lint]") {
  const auto job = job_of(
      "      - uses: docker/build-push-action@v6\n"
      "        with:\n"
      "          cache-to: |\n"
      "            type=gha,scope=a,mode=max\n"
      "            type=gha\n"
      "            type=gha\n"
      "          cache-from: type=gha\n");
  const auto& to = job.builds.at(0).to;
  REQUIRE(to.size() == 3);
  CHECK(to[0].setting.place.line == 8);
  CHECK(to[1].setting.place.line == 9);
  CHECK(to[2].setting.place.line == 10);
  CHECK(job.builds[0].from.at(0).setting.place.line == 11);
}

TEST_CASE("overrides of bake are caches too", "[diagnosis][lint]") {
  const auto job = job_of(
      "      - uses: docker/bake-action@v5\n"
      "        with:\n"
      "          set: |\n"
      "            *.cache-from=type=gha\n"
      "            app.cache-to=type=gha,mode=max\n"
      "            *.tags=x\n");
  REQUIRE(job.builds.size() == 1);
  CHECK(job.builds[0].from.at(0).spec.type == "gha");
  CHECK(job.builds[0].to.at(0).spec.field("mode") == "max");
}

TEST_CASE("a workflow that tags alone start is told from one that branches start",
          "[diagnosis][lint]") {
  const auto of = [](const std::string& on) {
    return read_workflow("on: " + on + "\njobs: {a: {}}\n", "ci.yml").value();
  };
  CHECK(of("{push: {tags: [v1]}}").on_tags);
  CHECK_FALSE(of("{push: {tags: [v1]}}").on_branches);
  CHECK(of("release").on_tags);
  CHECK(of("[release, push]").on_branches);
  CHECK(of("{push: {tags: [v1], branches: [main]}}").on_branches);
  CHECK(of("{push: {tags: [v1], branches-ignore: [x]}}").on_branches);
  CHECK(of("{push: {tags: [v1]}, workflow_dispatch: {}}").on_branches);
  CHECK_FALSE(of("pull_request").on_branches);
}

TEST_CASE("what a carrier does without a builder depends on its release", "[diagnosis][lint]") {
  const auto of = [](const std::string& version) {
    return job_of("      - uses: a/buildkit-cache-dance@" + version +
                  "\n        with: {cache-dir: c}\n")
        .dances.at(0);
  };
  CHECK(of("v3.1.2").follows_selected);
  CHECK_FALSE(of("v3.2.0").follows_selected);
  CHECK_FALSE(of("v3").follows_selected);
  CHECK(of("v3.2.0").cache_dir.empty());
  CHECK(of("v3.3.0").cache_dir.text == "c");
  CHECK(of("v3").cache_dir.text == "c");
}

TEST_CASE("nested JSON in a cache-map is no identifier and no stack overflow",
          "[diagnosis][lint]") {
  const std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
  const auto job = job_of(
      "      - uses: reproducible-containers/buildkit-cache-dance@v3\n"
      "        with:\n"
      "          cache-map: '{\"a\": {\"target\": \"/t\", \"uid\": 7, \"id\": " +
      deep + "}}'\n");
  REQUIRE(job.dances.size() == 1);
  REQUIRE(job.dances[0].map.size() == 1);
  CHECK(job.dances[0].map[0].target == "/t");
  CHECK_FALSE(job.dances[0].map[0].id_given);
  CHECK(job.dances[0].map[0].owner.starts_with("7:"));
}
