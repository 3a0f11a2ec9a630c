// SPDX-License-Identifier: Apache-2.0
#include <tests/support/log_events.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace bxbench;
using test::described;
using Lines = std::vector<std::string>;

namespace {

/// What a build's log told when the build was over.
Lines ended(std::string_view log) {
  auto lines = described(log);
  std::erase_if(lines, [](const auto& line) {
    return line.starts_with("started ") || line.starts_with("build");
  });
  return lines;
}

std::string recorded(const std::string& name) {
  std::ifstream file(BXBENCH_TEST_ROOT "/data/rawjson/" + name + ".jsonl");
  return {std::istreambuf_iterator<char>(file), {}};
}

bool has(const Lines& lines, std::string_view beginning) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const auto& line) { return line.starts_with(beginning); });
}

constexpr std::string_view digest =
    "sha256:7ea4c9dcb2b97ff8ee80a67db3d44f98c8ffa0d191399197007d8459c1453041";

}  // namespace

TEST_CASE("steps of plain progress end as they are told", "[cilog]") {
  CHECK(described("#1 [build 1/4] COPY a b\n#1 CACHED\n\n"
                  "#2 [build 2/4] RUN make\n#2 0.512 cc\n#2 DONE 3.4s\n\n"
                  "#3 [build 3/4] RUN false\n#3 ERROR: exit code: 1\n\n"
                  "#4 [other 1/1] RUN x\n#4 CANCELED\n\n"
                  "#5 [build 4/4] RUN y\n") ==
        Lines{"build", "started [build 1/4] COPY a b", "started [build 2/4] RUN make",
              "started [build 3/4] RUN false", "started [other 1/1] RUN x",
              "started [build 4/4] RUN y", "cached [build 1/4] COPY a b",
              "done [build 2/4] RUN make 3.4s", "error [build 3/4] RUN false error=exit code: 1",
              "canceled [other 1/1] RUN x", "started [build 4/4] RUN y", "build ends"});
}

TEST_CASE("a step whose layers were fetched is told from one that ran", "[cilog]") {
  const std::string fetch = "#2 " + std::string(digest) +
                            " 3.86MB / 3.86MB 0.1s done\n#2 extracting " + std::string(digest) +
                            " 0.1s done\n";
  const std::string header =
      "#1 [internal] load build context\n#1 DONE 0.0s\n\n#2 [b 2/2] RUN make\n";
  CHECK(ended(header + fetch + "#2 DONE 0.4s\n").back() == "done [b 2/2] RUN make 0.4s fetched");
  CHECK(ended(header + "#2 CACHED\n\n#2 [b 2/2] RUN make\n" + fetch + "#2 DONE 0.4s\n").back() ==
        "cached [b 2/2] RUN make 0.4s fetched");
  CHECK(ended(header + "#2 CACHED\n\n#2 [b 2/2] RUN make\n#2 0.2 cc\n#2 DONE 0.4s\n").back() ==
        "done [b 2/2] RUN make 0.4s");
}

TEST_CASE("an error goes on up to an empty line", "[cilog]") {
  CHECK(ended("#1 [a 1/1] COPY . .\n#1 ERROR: failed to copy: GET http://x/7\n----------\n"
              "RESPONSE 404: 404 Not Found\nERROR CODE: BlobNotFound\n----------\n\nERROR CODE: "
              "other\n") ==
        Lines{"error [a 1/1] COPY . . error=failed to copy: GET "
              "http://x/7; RESPONSE 404: 404 Not Found; ERROR CODE: BlobNotFound"});
  CHECK(ended("#1 [a 1/1] COPY . .\n#1 ERROR: x\n------\n > [a 1/1] COPY . .:\n------\n") ==
        Lines{"error [a 1/1] COPY . . error=x"});
}

TEST_CASE("steps that BuildKit shows by turns keep their output apart", "[cilog]") {
  CHECK(ended("#1 [a 1/1] RUN go build ./...\n#1 0.1 go: downloading x v1\n#1 ...\n\n"
              "#2 [b 1/1] RUN pip install\n#2 0.2 Downloading y.whl\n#2 DONE 1.0s\n\n"
              "#1 [a 1/1] RUN go build ./...\n#1 0.3 go: downloading z v1\n#1 DONE 2.0s\n") ==
        Lines{"downloads 2 step=[a 1/1] RUN go build ./...", "done [a 1/1] RUN go build ./... 2.0s",
              "downloads 1 step=[b 1/1] RUN pip install", "done [b 1/1] RUN pip install 1.0s"});
}

TEST_CASE("imports and exports tell backend, outcome and error", "[cilog]") {
  CHECK(
      ended(
          "#1 importing cache manifest from gha:123\n#1 DONE 0.3s\n\n"
          "#2 importing cache manifest from ghcr.example/app:cache\n#2 ERROR: not found\n\n"
          "#3 importing cache manifest from local:44\n#3 DONE 0.0s\n\n"
          "#4 exporting to GitHub Actions Cache\n#4 preparing build cache for export 600.3s done\n"
          "#4 ERROR: maximum timeout reached\n\n"
          "#5 exporting cache to registry\n#5 DONE 9.8s\n\n"
          "#6 [api] exporting to GitHub Actions Cache\n#6 DONE 1.0s\n") ==
      Lines{
          "import gha done name=gha:123 0.3s",
          "import registry failed name=ghcr.example/app:cache error=not found",
          "import local done name=local:44 0.0s",
          "export gha failed name=exporting to GitHub Actions Cache error=maximum timeout reached",
          "export registry done name=exporting cache to registry 9.8s",
          "export gha done name=[api] exporting to GitHub Actions Cache 1.0s"});
}

TEST_CASE("numbers that begin anew begin a build", "[cilog]") {
  const std::string first =
      "#1 [internal] load build definition from Dockerfile\n#1 DONE 0.0s\n\n"
      "#2 [a 1/1] RUN x\n#2 DONE 1.0s\n\n#3 exporting to image\n#3 DONE 0.1s\n\n";
  const auto lines =
      described(first + first + "#0 building with \"b\" instance using docker driver\n\n" + first);
  CHECK(std::count(lines.begin(), lines.end(), "build") == 2);
  CHECK(std::count(lines.begin(), lines.end(), "build builder=b driver=docker") == 1);
  CHECK(std::count(lines.begin(), lines.end(), "build ends") == 3);
}

TEST_CASE("a number sign alone begins no build", "[cilog]") {
  CHECK(described("#1 SMP PREEMPT_DYNAMIC Debian 6.1.0\n#2 fix the thing\n#x y\n# 1\n#\n").empty());
  CHECK(described("#1 [internal] booting buildkit\n#1 pulling image\n#1 DONE 3.6s\n").empty());
}

TEST_CASE("a command line tells caches and builder of the build that follows", "[cilog]") {
  const auto lines = described(
      "$ docker buildx build --cache-from type=gha,scope=a \\\n  --cache-to=\"type=gha,mode=max\" "
      "\\\n"
      "  --builder b .\n#1 [internal] load .dockerignore\n");
  CHECK(lines[0] == "build from=type=gha,scope=a to=type=gha,mode=max builder=b");
  CHECK(described("docker images\nrun docker build\n").empty());
}

TEST_CASE("the runner prints a command without quotes, so blanks in a cache option cut it",
          "[cilog]") {
  const auto first = [](const std::string& command) {
    return described("[command]/usr/bin/docker buildx build " + command +
                     "\n#1 [internal] load\n")[0];
  };
  CHECK(first("--cache-to type=gha, scope=a, mode=max .") ==
        "build to=type=gha, scope=a, mode=max");
  CHECK(first("--cache-to type=gha ,scope=a,mode=max .") == "build to=type=gha ,scope=a,mode=max");
  CHECK(first("--cache-to type=gha,scope=CI build,mode=max .") ==
        "build to=type=gha,scope=CI build,mode=max");
  CHECK(first("--cache-to type=gha,mode=max .") == "build to=type=gha,mode=max");
  CHECK(first("--cache-to type=gha, --builder b .") == "build to=type=gha, builder=b");
}

TEST_CASE("a build that is refused before it begins is told", "[cilog]") {
  CHECK(
      described("+ docker buildx build --cache-to type=registry,ref=r .\n"
                "ERROR: failed to build: Cache export is not supported for the docker driver.\n") ==
      Lines{"export  failed error=failed to build: Cache export is not supported for the docker "
            "driver.",
            "error: failed to build: Cache export is not supported for the docker driver.",
            "build to=type=registry,ref=r", "build ends failed"});
}

TEST_CASE("progress for terminals counts as it was drawn last", "[cilog]") {
  CHECK(
      ended("[+] Building 0.2s (1/3)\n => [a 1/2] COPY . .   0.0s\n => [a 2/2] RUN make   0.1s\n"
            "[+] Building 5.2s (3/3) FINISHED\n => CACHED [a 1/2] COPY . .   0.0s\n"
            " => [internal] load build context   0.1s\n => => transferring context: 2.50kB   0.0s\n"
            " => ERROR [a 2/2] RUN make   5.1s\n") ==
      Lines{"cached [a 1/2] COPY . . 0.0s", "error [a 2/2] RUN make 5.1s",
            "done [internal] load build context 0.1s", "context 2500"});
}

TEST_CASE("a terminal's build that another form of progress ended is over", "[cilog]") {
  const auto lines = described(
      "[+] Building 1.0s (2/2)\n => [a 1/2] RUN x   1.0s\n => [a 2/2] RUN y   1.0s\n"
      "#0 building with \"b\" instance using docker driver\n"
      "#1 [internal] load build definition from Dockerfile\n"
      " => => extracting sha256:0  0.1s\n => [a 3/3] RUN z   1.0s\n");
  CHECK(std::count(lines.begin(), lines.end(), "build ends") == 2);
  CHECK_FALSE(has(lines, "started [a 3/3]"));
}

TEST_CASE("nested JSON in a field of rawjson is no truth and no stack overflow", "[cilog]") {
  const std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
  CHECK(described(R"({"vertexes":[{"digest":"a","name":"[b 1/1] RUN x","cached":)" + deep +
                  "}]}\n") ==
        Lines{"build", "started [b 1/1] RUN x", "started [b 1/1] RUN x", "build ends"});
}

TEST_CASE("rawjson yields the same kinds of events", "[cilog]") {
  const auto change = described(recorded("source-change"));
  CHECK(has(change, "import registry done name=127.0.0.1:5000/cache"));
  CHECK(has(change, "cached [build 3/5] RUN"));
  CHECK(has(change, "done [build 5/5] RUN"));
  CHECK(has(change, "export registry done"));
  CHECK(has(change, "build ends"));
  CHECK(has(described(recorded("import-missing")), "import registry failed"));
  CHECK(has(described(recorded("gha-refused")), "export gha failed"));
  CHECK(has(described(recorded("run-fails")), "build ends failed"));
  const auto twice = described(recorded("cold") + recorded("second"));
  CHECK(std::count(twice.begin(), twice.end(), "build") == 2);
}
