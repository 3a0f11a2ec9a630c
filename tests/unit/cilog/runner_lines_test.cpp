// SPDX-License-Identifier: Apache-2.0
#include <tests/support/log_events.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using test::described;
using Lines = std::vector<std::string>;

TEST_CASE("a step tells its action and inputs of several lines", "[cilog]") {
  CHECK(described("2026-01-29T08:20:11.0000000Z ##[group]Run actions/cache@v5\n"
                  "2026-01-29T08:20:11.0000000Z with:\n"
                  "2026-01-29T08:20:11.0000000Z   path: ~/.cargo\ntarget\n"
                  "2026-01-29T08:20:11.0000000Z   key: k\n"
                  "2026-01-29T08:20:11.0000000Z env:\n"
                  "2026-01-29T08:20:11.0000000Z   key: none\n"
                  "2026-01-29T08:20:11.0000000Z ##[endgroup]\n"
                  "2026-01-29T08:20:13.5000000Z x\n") ==
        Lines{"step Run actions/cache@v5 action=actions/cache@v5 key=<k> path=<~/.cargo\ntarget>",
              "step ends 2.5s"});
}

TEST_CASE("a step copied from the web page is read without its marks", "[cilog]") {
  CHECK(described("Run actions/cache@v5\n  with:\n    path: a\n    key: k\n"
                  "Cache hit for: k\nCache restored from key: k\n") ==
        Lines{"step Run actions/cache@v5 action=actions/cache@v5 key=<k> path=<a>",
              "restore exact key=k matched=k path=a", "step ends"});
}

TEST_CASE("the text of a script is not its output", "[cilog]") {
  const auto lines = described(
      "##[group]Run du -sh /go/pkg/mod\n\x1b[36;1mdu -sh /go/pkg/mod\x1b[0m\n"
      "1.0G\t/go\nshell: /usr/bin/bash -e {0}\n##[endgroup]\n953M\t/go/pkg/mod\n");
  CHECK(lines == Lines{"step Run du -sh /go/pkg/mod", "size /go/pkg/mod 999292928", "step ends"});
}

TEST_CASE("the ref comes from the checkout", "[cilog]") {
  const std::string git = "[command]/usr/bin/git checkout --progress --force ";
  CHECK(described(git + "-B main refs/remotes/origin/main\n") == Lines{"ref refs/heads/main"});
  CHECK(described(git + "refs/remotes/pull/7/merge\n") == Lines{"ref refs/pull/7/merge"});
  CHECK(described(git + "refs/tags/v1.1.0\n") == Lines{"ref refs/tags/v1.1.0"});
}

TEST_CASE("jobs that follow each other in one log are told apart", "[cilog]") {
  CHECK(described("Current runner version: '2'\nComplete job name: a\nPost job cleanup.\n"
                  "Current runner version: '2'\nComplete job name: b\n") ==
        Lines{"job a", "step Post job cleanup. post", "step ends", "job b"});
}

TEST_CASE("sections of GitLab are steps", "[cilog]") {
  CHECK(
      described(
          "\x1b[0Ksection_start:1700000000:step_script[collapsed=true]\r\x1b[0K\x1b[36;1mx\n"
          "section_end:1700000009:step_script\r\x1b[0Ksection_start:1700000009:after\r\x1b[0K\n") ==
      Lines{"step step_script", "step ends 9.0s", "step after", "step ends 0.0s"});
}

TEST_CASE("inject and extract are told by the Dockerfiles that the dance prints", "[cilog]") {
  CHECK(
      described("RUN --mount=type=cache,target=/go/pkg/mod,id=go-mod,uid=1000     "
                "--mount=type=bind,source=.,target=/var/dance-cache     cp -p -R "
                "/var/dance-cache/. /go/pkg/mod && chown -R 1000: /go/pkg/mod || true\n"
                "RUN --mount=type=cache,target=/go/pkg/mod \\\n    mkdir -p /var/dance-cache/ \\\n"
                "    && cp -p -R /go/pkg/mod/. /var/dance-cache/ || true\n"
                "skip-extraction is set. Skipping extraction step...\n"
                "RUN --mount=type=cache,target=/x make\n") ==
      Lines{"inject target=/go/pkg/mod id=go-mod uid=1000", "extract target=/go/pkg/mod",
            "extract skipped"});
}

TEST_CASE("the map that the dance reads from the Dockerfile tells the directories", "[cilog]") {
  CHECK(described("Cache map parsed from Dockerfile: "
                  "{\"kept/go-mod\":{\"id\":\"go-mod\",\"target\":\"/var/cache-target\"}}\n"
                  "RUN --mount=type=cache,id=go-mod,target=/var/cache-target     "
                  "--mount=type=bind,source=.,target=/var/dance-cache     cp -p -R "
                  "/var/dance-cache/. /var/cache-target || true\n") ==
        Lines{"inject target=/var/cache-target id=go-mod dir=kept/go-mod"});
}

TEST_CASE("warnings and errors of the runner and of buildx are told", "[cilog]") {
  CHECK(described("##[error]Process completed with exit code 1.\nWARNING: No output specified\n"
                  "WARNING: local cache import at /c not found due to err: no such file\n"
                  " 1 warning found (use docker --debug to expand):\n - UndefinedVar: $X (line 3)\n"
                  " - not one\n") ==
        Lines{"error: Process completed with exit code 1.", "warning: No output specified",
              "import local failed name=/c error=local cache import at /c not found due to err: no "
              "such file",
              "warning: local cache import at /c not found due to err: no such file",
              "warning: UndefinedVar: $X (line 3)", "warning: not one"});
}

TEST_CASE("a builder is told with driver and version", "[cilog]") {
  CHECK(described("Name:          b\nDriver:        docker-container\nLast Activity: x\n\nNodes:\n"
                  "Name:          b0\nBuildKit version:      v0.26.3\n") ==
        Lines{"builder b driver=docker-container version=v0.26.3"});
  CHECK(described("Name: b\nAge: 3\n").empty());
}
