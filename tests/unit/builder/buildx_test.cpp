// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/buildx.hpp>

#include <catch2/catch_test_macros.hpp>

namespace bxbench::builder {
namespace {

struct FakeBuilder : Builder {
  boost::asio::awaitable<Result<void>> start() override { co_return Result<void>{}; }
  process::Environment environment() const override { return {{"DOCKER_HOST", "unix:///s"}}; }
  std::vector<std::string> build_arguments() const override { return {"--network=host"}; }
  boost::asio::awaitable<Result<void>> save(std::filesystem::path) override { co_return not_used; }
  boost::asio::awaitable<Result<void>> restore(std::filesystem::path) override {
    co_return not_used;
  }
  std::vector<pid_t> processes() const override { return {}; }
  boost::asio::awaitable<void> remove() override { co_return; }
  const Error not_used{Errc::bad_input, "not used here"};
};

TEST_CASE("a build is one docker buildx build with what was asked for", "[builder]") {
  BuildRequest request;
  request.context = "/work";
  request.dockerfile = "/work/Dockerfile";
  request.contexts = {{"golang:1.19", "oci-layout:///bases/go"}};
  request.build_args = {{"A", "1"}};
  request.cache_from = {"type=gha,scope=x"};
  request.cache_to = {"type=gha,scope=x,mode=max"};
  request.tag = "bxbench/go";
  request.env = {{"TOKEN", "t"}};
  const auto command = build_command(FakeBuilder(), request);
  CHECK(command.argv ==
        std::vector<std::string>{"docker", "buildx", "build", "--progress=rawjson",
                                 "--network=host", "--file", "/work/Dockerfile", "--build-context",
                                 "golang:1.19=oci-layout:///bases/go", "--build-arg", "A=1",
                                 "--cache-from", "type=gha,scope=x", "--cache-to",
                                 "type=gha,scope=x,mode=max", "--tag", "bxbench/go", "/work"});
  CHECK(command.env == process::Environment{{"DOCKER_HOST", "unix:///s"}, {"TOKEN", "t"}});
}

}  // namespace
}  // namespace bxbench::builder
