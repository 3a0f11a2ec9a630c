// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/dockerfile_facts.hpp>
#include <harness/diagnosis/facts.hpp>
#include <harness/diagnosis/profile.hpp>
#include <harness/diagnosis/rule.hpp>
#include <harness/diagnosis/workflow_facts.hpp>
#include <tests/support/result_printer.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace bxbench::diagnosis;

namespace {

const IgnoreFile tidy{".git\nnode_modules\ntarget\n", ".dockerignore"};

Facts facts_of(const std::string& dockerfile, const std::optional<IgnoreFile>& ignore = tidy) {
  Facts facts;
  facts.dockerfile =
      std::make_shared<DockerfileFacts>(read_dockerfile(dockerfile, "Dockerfile", ignore).value());
  return facts;
}

std::vector<Finding> faults_of(const Facts& facts) {
  auto all = judge(facts, find_profile("default").value());
  std::erase_if(all, [](const auto& one) { return one.outcome == Outcome::pass; });
  return all;
}

/// "rule:line" of each fault.
std::string shown(const std::string& dockerfile, const std::optional<IgnoreFile>& ignore = tidy) {
  std::string all;
  for (const auto& fault : faults_of(facts_of(dockerfile, ignore)))
    all += (all.empty() ? "" : " ") + fault.rule + ":" + std::to_string(fault.places.at(0).line);
  return all;
}

}  // namespace

TEST_CASE("what is copied out of a cache mount is found, through WORKDIR and base stages",
          "[diagnosis][lint]") {
  const std::string seed =
      "FROM rust AS chef\nWORKDIR /app\nFROM chef AS builder\nCOPY src src\n"
      "RUN --mount=type=cache,target=/usr/local/cargo/registry \\\n"
      "    --mount=type=cache,target=target \\\n"
      "    cargo build --release\n"
      "FROM debian\nCOPY --from=builder /app/target/release/rest api\n";
  const auto faults = faults_of(facts_of(seed));
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].rule == "stale-artifact");
  CHECK(faults[0].places[0].line == 9);
  CHECK(faults[0].places[1].line == 6);
  CHECK(faults[0].correction.find("cp /app/target/release/rest /out/rest") != std::string::npos);
  CHECK(faults[0].correction.find("COPY --from=builder /out/rest api") != std::string::npos);
  CHECK(shown("FROM a AS b\nRUN --mount=type=cache,target=/x make && cp /x/o /o\n"
              "FROM c\nCOPY --from=b /o /o\nCOPY --from=image /x/o /p\n")
            .empty());
  CHECK(shown("FROM a AS b\nRUN --mount=type=cache,target=/x make\nFROM b AS c\nFROM d\n"
              "COPY --from=1 x/o /o\n") == "stale-artifact:5");
}

TEST_CASE("stamps above steps that do not use them are found", "[diagnosis][lint]") {
  CHECK(shown("FROM a\nARG GIT_SHA\nRUN make all\n") == "busted-by-argument:2");
  CHECK(shown("FROM a\nARG BUILD_DATE=unknown\nENV X=1\nRUN make\n") == "busted-by-argument:2");
  CHECK(shown("FROM a AS b\nARG COMMIT\nFROM b\nRUN make\n") == "busted-by-argument:2");
  CHECK(shown("FROM a\nENV REVISION=$X\nRUN make\n") == "busted-by-argument:2");
}

TEST_CASE("stamps that bust nothing are left alone", "[diagnosis][lint]") {
  for (const auto* dockerfile : {
           "FROM a\nRUN make\nARG GIT_SHA\nRUN echo $GIT_SHA > v\n",
           "FROM a\nARG GIT_SHA\nRUN make V=$GIT_SHA\n",
           "ARG BUILD_DATE\nFROM a\nRUN make\n",
           "FROM a\nARG GIT_SHA\nLABEL v=$GIT_SHA\n",
           "FROM a\nARG TINI_COMMIT=0abcde\nRUN make\n",
           "FROM a\nARG TOOL_SHA256=0123\nRUN make\n",
           "FROM a\nARG SOURCE_DATE_EPOCH\nRUN make\n",
           "FROM a\nARG VERSION\nRUN make\n",
       }) {
    INFO(dockerfile);
    CHECK(shown(dockerfile).empty());
  }
}

TEST_CASE("an argument of any name is a stamp when the workflow makes it one",
          "[diagnosis][lint]") {
  auto facts = facts_of("FROM a\nARG VERSION\nRUN make\n");
  facts.workflow = std::make_shared<WorkflowFacts>(
      read_workflow("jobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n"
                    "        with:\n          context: .\n          build-args: |\n"
                    "            MODE=1\n            VERSION=${{ github.sha }}\n",
                    "ci.yml")
          .value());
  const auto faults = faults_of(facts);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].rule == "busted-by-argument");
  REQUIRE(faults[0].places.size() == 3);
  CHECK(faults[0].places[2].file == "ci.yml");
  CHECK(faults[0].places[2].line == 9);
}

TEST_CASE("the whole context before the dependencies is found", "[diagnosis][lint]") {
  CHECK(shown("FROM node\nCOPY . .\nRUN npm ci\n") == "whole-context-copied:2");
  CHECK(shown("FROM node\nCOPY ./ /app\nRUN cd /app && npm --prefix=x ci\n") ==
        "whole-context-copied:2");
  CHECK(shown("FROM go\nADD . /src\nRUN [\"go\", \"mod\", \"download\"]\n") ==
        "whole-context-copied:2");
  CHECK(shown("FROM go\nCOPY . .\nRUN CGO_ENABLED=0 go build ./...\n") == "whole-context-copied:2");
  CHECK(shown("FROM python\nCOPY . .\nRUN <<EOF\npip install -r a.txt\nEOF\n") ==
        "whole-context-copied:2");
  for (const auto* dockerfile : {
           "FROM node\nCOPY package.json .\nRUN npm ci\nCOPY . .\nRUN npm run build\n",
           "FROM go\nCOPY . .\nRUN --mount=type=cache,target=/go/pkg/mod go build ./...\n",
           "FROM go AS deps\nCOPY go.mod .\nRUN go mod download\nFROM deps\nCOPY . .\nRUN go "
           "build\n",
           "FROM rust AS planner\nCOPY . .\nRUN cargo chef prepare\n",
           "FROM node\nCOPY src .\nRUN npm ci\n",
           "FROM node\nCOPY --from=x . .\nRUN npm ci\n",
           "FROM a\nCOPY . .\nRUN echo npm ci is not called && make\n",
       }) {
    INFO(dockerfile);
    CHECK(shown(dockerfile).empty());
  }
}

TEST_CASE("what does not belong in a context is found where all of it is read",
          "[diagnosis][lint]") {
  const std::string all = "FROM a\nCOPY . .\nRUN make\n";
  CHECK(shown(all, std::nullopt) == "context-large:2");
  auto elsewhere = facts_of(all, std::nullopt);
  auto unknown = *elsewhere.dockerfile;
  unknown.ignore_known = false;
  elsewhere.dockerfile = std::make_shared<DockerfileFacts>(unknown);
  CHECK(faults_of(elsewhere).at(0).outcome == Outcome::inconclusive);
  CHECK(shown(all, IgnoreFile{"*.md\n", ".dockerignore"}) == "context-large:2");
  CHECK(shown(all, IgnoreFile{".git\n", ".dockerignore"}).empty());
  CHECK(shown("FROM a\nCOPY src .\nRUN make\n", std::nullopt).empty());
  CHECK(shown("FROM a\nRUN --mount=type=bind,source=.,target=/s make\n", std::nullopt) ==
        "context-large:2");
  const auto node = faults_of(facts_of("FROM node\nCOPY p.json .\nRUN npm ci\nCOPY . .\n",
                                       IgnoreFile{".git\n", ".dockerignore"}));
  REQUIRE(node.size() == 1);
  CHECK(node[0].correction == "# .dockerignore\nnode_modules");
}

TEST_CASE("what changes by itself is found where a step reads it by name", "[diagnosis][lint]") {
  const IgnoreFile none{"*.md\n", ".dockerignore"};
  CHECK(shown("FROM a\nCOPY .git .git\nRUN make\n", none) == "context-large:2");
  CHECK(shown("FROM a\nADD ./.git/HEAD /h\nRUN npm ci\n", none) == "context-large:2");
  CHECK(shown("FROM a\nCOPY node_modules ./node_modules\nRUN make\n", none) == "context-large:2");
  CHECK(shown("FROM a AS b\nCOPY .git /g\nFROM b\nRUN make\n", none) == "context-large:2");
  CHECK(shown("FROM a\nRUN --mount=type=bind,source=.git,target=/g go build\n", none) ==
        "context-large:2");
  CHECK(shown("FROM a\nRUN --mount=type=bind,source=.git,target=/g git log >v\nRUN make\n", none) ==
        "context-large:2");
  for (const auto* dockerfile : {
           "FROM a\nRUN make\nCOPY .git .git\n",
           "FROM a\nRUN make\nRUN --mount=type=bind,source=.git,target=/g git log >v\n",
           "FROM a\nCOPY .gitignore .\nRUN make\n",
           "FROM a\nCOPY --from=b /app/node_modules ./node_modules\nRUN make\n",
       }) {
    INFO(dockerfile);
    CHECK(shown(dockerfile, none).empty());
  }
  CHECK(shown("FROM a\nCOPY .git .git\nRUN make\n").empty());
}

TEST_CASE("a build of a Git context has no .git", "[diagnosis][lint]") {
  auto facts = facts_of("FROM a\nCOPY . .\nRUN make\n", std::nullopt);
  facts.workflow = std::make_shared<WorkflowFacts>(
      read_workflow("jobs: {a: {steps: [{uses: docker/build-push-action@v6}]}}\n", "ci.yml")
          .value());
  CHECK(faults_of(facts).empty());
}

TEST_CASE("a text without FROM is no Dockerfile", "[diagnosis][lint]") {
  for (const auto* text : {"", "RUN a\n", "hello\nworld\n"}) {
    const auto read = read_dockerfile(text, "Dockerfile", std::nullopt);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == bxbench::Errc::bad_input);
  }
}
