// SPDX-License-Identifier: Apache-2.0
// Where base images come from, and who pays for fetching them.
#include <harness/http/free_port.hpp>
#include <harness/service/registry/server.hpp>
#include <harness/service/registry/store.hpp>
#include <tests/integration/program.hpp>
#include <tests/support/carrier_lab.hpp>

#include <boost/asio/io_context.hpp>
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>

using nlohmann::json;

namespace bxbench::tests {
namespace {

const std::vector<std::string> one_build{"run",  "-w",         "shell", "-s",
                                         "none", "cold-build", "--json"};

json run_json(Program& program, const std::vector<std::string>& more) {
  auto arguments = one_build;
  arguments.insert(arguments.end(), more.begin(), more.end());
  const auto ended = program.run(arguments);
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  return json::parse(ended.out);
}

TEST_CASE("a cold base is pulled over the link by the job, a warm one is there before", "[bases]") {
  Program program;
  const auto cold = run_json(program, {"--link", "400kB/s,5ms"});
  CHECK(cold["environment"]["bases"] == "local, cold");
  const auto& sample = cold["samples"][0];
  const auto pulled = sample["evidence"]["traffic"]["bases"]["sent"].get<double>();
  CHECK(pulled > 500e3);
  CHECK(sample["phases"]["pull"].get<double>() > 0.9 * pulled / 400e3);

  const auto warm = run_json(program, {"--base-pull", "warm", "--link", "400kB/s,5ms"});
  CHECK(warm["environment"]["bases"] == "local, warm");
  const auto& other = warm["samples"][0];
  CHECK_FALSE(other["evidence"]["traffic"].contains("bases"));
  CHECK(other["job_seconds"].get<double>() <
        sample["job_seconds"].get<double>() - 0.5 * pulled / 400e3);
  CHECK(program.leftovers() == "");
}

TEST_CASE("public base images are pulled by their names, from a mirror where one is given",
          "[bases]") {
  CarrierLab lab;
  const auto files = lab.fresh("mirror"), store = lab.fresh("store");
  must(service::registry::add_oci_layout(store, {"library/busybox", "1.36"},
                                         lab.layout("busybox:1.36")));
  boost::asio::io_context ports;
  const service::registry::Site site{files, store, http::free_port(ports.get_executor(), 0)};
  const auto mirror = must(lab.wait(service::registry::start_registry(lab.launcher(), site)));
  Program program;
  const auto run = run_json(
      program, {"--bases", "public", "--registry-mirror", "http://" + mirror->host(), "-v"});
  CHECK(run["environment"]["bases"] == "public, cold");
  CHECK(run["samples"][0]["valid"] == true);
  CHECK(mirror->usage().sent > 500e3);
  const auto before = mirror->usage().sent;
  const auto warm = run_json(program, {"--bases", "public", "--base-pull", "warm",
                                       "--registry-mirror", "http://" + mirror->host()});
  CHECK(warm["samples"][0]["valid"] == true);
  CHECK(mirror->usage().sent > before);
  auto stop = [&]() -> boost::asio::awaitable<bool> {
    co_await mirror->stop();
    co_return true;
  };
  lab.wait(stop());
}

TEST_CASE("a public base image that cannot be pulled is told by name", "[bases]") {
  Program program;
  auto arguments = one_build;
  arguments.insert(arguments.end(),
                   {"--bases", "public", "--registry-mirror", "http://127.0.0.1:9"});
  const auto ended = program.run(arguments, {{"HTTPS_PROXY", "http://127.0.0.1:9"}});
  CHECK(ended.code == 4);
  CHECK(ended.out.find("library/busybox:1.36") != std::string::npos);
  CHECK(program.leftovers() == "");
}

TEST_CASE("a mirror without public images is wrong usage", "[bases]") {
  Program program;
  const auto ended = program.run({"run", "--registry-mirror", "http://127.0.0.1:9"});
  CHECK(ended.code == 2);
  CHECK(ended.err.find("--bases public") != std::string::npos);
}

TEST_CASE("what is kept is listed with its names, and freed when asked", "[bases]") {
  Program program;
  const auto home = program.folder() / "home";
  const process::Environment own{{"XDG_CACHE_HOME", home.string()}};
  auto arguments = one_build;
  REQUIRE(program.run(arguments, own).code == 0);
  const auto shown = program.run({"clean"}, own);
  CHECK(shown.code == 0);
  CHECK(shown.out.find("busybox:1.36") != std::string::npos);
  CHECK(shown.out.find("--cache") != std::string::npos);
  const auto spared = program.run({"clean", "--cache", "--unused", "1"}, own);
  CHECK(spared.out.find("freed 0 B") != std::string::npos);
  CHECK_FALSE(std::filesystem::is_empty(home / "bxbench" / "bases"));
  const auto freed = program.run({"clean", "--cache"}, own);
  CHECK(freed.code == 0);
  CHECK(std::filesystem::is_empty(home / "bxbench" / "bases"));
  CHECK_FALSE(std::filesystem::exists(home / "bxbench" / "base-registry"));
  CHECK(program.run({"list", "workloads"}, own).out.find("busybox:1.36 (not made yet)") !=
        std::string::npos);
}

}  // namespace
}  // namespace bxbench::tests
