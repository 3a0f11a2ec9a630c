// SPDX-License-Identifier: Apache-2.0
#include <harness/progress/step.hpp>
#include <tests/support/recorded.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>

using namespace bxbench;
using progress::kind_of;
using progress::StepKind;

namespace {

StepKind kind_of_name(const std::string& name) {
  progress::Vertex vertex;
  vertex.name = name;
  vertex.inputs = {"sha256:parent"};
  return kind_of(vertex);
}

long count(const progress::Trace& trace, StepKind kind) {
  return std::count_if(trace.vertices.begin(), trace.vertices.end(),
                       [&](const auto& vertex) { return kind_of(vertex) == kind; });
}

}  // namespace

TEST_CASE("the instructions of a Dockerfile are steps", "[progress]") {
  const std::string name =
      GENERATE("[2/4] WORKDIR /src", "[build 3/5] RUN --mount=type=cache,id=dep,target=/dep true",
               "[stage-2 1/1] COPY --from=build /app /app", "[linux/386 base 1/2] COPY a b",
               "[linux/arm64->amd64 build 1/3] ADD http://127.0.0.1/x /x", "[context 2/3] RUN true",
               "[internal 1/2] RUN true", "[build 3/3] RUN <<TEXT (echo \"[internal] x\")");
  CAPTURE(name);
  CHECK(kind_of_name(name) == StepKind::step);
}

TEST_CASE("a base is not a step", "[progress]") {
  const std::string name =
      GENERATE("[stage 1/3] FROM docker.io/library/golang:1.24@sha256:0123", "[1/4] FROM scratch",
               "[linux/amd64 build 1/2] FROM x", "[context base:1] OCI load from client",
               "[context golang:1.24] 127.0.0.1:5000/base:1");
  CAPTURE(name);
  CHECK(kind_of_name(name) == StepKind::base);
}

TEST_CASE("what BuildKit does on its own account is internal", "[progress]") {
  const std::string name =
      GENERATE("[internal] load build definition from Dockerfile", "[internal] load .dockerignore",
               "[internal] load metadata for docker.io/library/golang:1.24",
               "[linux/386 internal] load metadata for x", "[internal] load build context",
               "[auth] library/golang:pull token for registry", "[context named] load from client",
               "[context named] load .dockerignore", "[context base:1] load metadata for base:1",
               "resolve image config for docker-image://docker.io/docker/dockerfile:1",
               "docker-image://docker.io/docker/dockerfile:1@sha256:0123", "https://host/file");
  CAPTURE(name);
  CHECK(kind_of_name(name) == StepKind::internal);
}

TEST_CASE("importers and exporters are told apart", "[progress]") {
  CHECK(kind_of_name("importing cache manifest from gha:371406159") == StepKind::import_cache);
  CHECK(kind_of_name("exporting to image") == StepKind::export_image);
  CHECK(kind_of_name("exporting to client directory") == StepKind::export_image);
  CHECK(kind_of_name("exporting to docker image format") == StepKind::export_image);
  CHECK(kind_of_name("importing to docker") == StepKind::export_image);
  CHECK(kind_of_name("exporting cache to registry") == StepKind::export_cache);
  CHECK(kind_of_name("exporting cache to client directory") == StepKind::export_cache);
  CHECK(kind_of_name("exporting to GitHub Actions Cache") == StepKind::export_cache);
}

TEST_CASE("names that are not known are no steps", "[progress]") {
  const std::string name = GENERATE("", "[", "[x]", "[x] y", "merging", "see https://host");
  CAPTURE(name);
  CHECK(kind_of_name(name) == StepKind::other);
}

TEST_CASE("a remote ADD and a linked COPY are one step each", "[progress]") {
  const auto trace = test::recorded("kinds");
  // Per platform: COPY, RUN, ADD, RUN, RUN, COPY --link; the first COPY is the same for both.
  CHECK(count(trace, StepKind::step) == 11);
  CHECK(count(trace, StepKind::other) == 2);
}

TEST_CASE("recorded builds have the steps of their Dockerfiles", "[progress]") {
  const auto stream = GENERATE("cold", "second", "warm-import", "source-change", "import-missing");
  CAPTURE(stream);
  CHECK(count(test::recorded(stream), StepKind::step) == 8);
  CHECK(count(test::recorded(stream), StepKind::export_image) == 1);
}

TEST_CASE("recorded bases, imports and exports are found", "[progress]") {
  CHECK(count(test::recorded("oci-layout"), StepKind::base) == 1);
  CHECK(count(test::recorded("docker-image"), StepKind::base) == 1);
  CHECK(count(test::recorded("registry-base"), StepKind::base) == 1);
  CHECK(count(test::recorded("warm-import"), StepKind::import_cache) == 1);
  CHECK(count(test::recorded("gha-refused"), StepKind::export_cache) == 1);
  CHECK(count(test::recorded("docker-image"), StepKind::export_cache) == 1);
}
