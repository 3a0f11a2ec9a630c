// SPDX-License-Identifier: Apache-2.0
#include <harness/process/asio_launcher.hpp>
#include <harness/support/files.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_future.hpp>
#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <csignal>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace bxbench::process {
namespace {

struct Stage {
  asio::io_context loop;
  Interrupt interrupt;
  std::unique_ptr<Launcher> launcher =
      make_asio_launcher(loop.get_executor(), interrupt, {{"COMMON", "yes"}});

  template <class T>
  T finish(asio::awaitable<T> work) {
    auto result = asio::co_spawn(loop, std::move(work), asio::use_future);
    loop.restart();
    loop.run();
    return result.get();
  }
  Result<Outcome> run(Command command) { return finish(launcher->run(std::move(command))); }
  Result<Outcome> sh(const std::string& script) { return run({.argv = {"sh", "-c", script}}); }
};

TEST_CASE("a program's output, error lines and exit code are told", "[process]") {
  Stage stage;
  std::vector<std::string> lines;
  Command command{.argv = {"sh", "-c", "echo out; echo one >&2; printf two >&2; exit 7"}};
  command.on_error_line = [&](std::string_view line) { lines.emplace_back(line); };
  const auto outcome = stage.run(command);
  REQUIRE(outcome);
  CHECK(outcome->end == Outcome::End::exited);
  CHECK(outcome->code == 7);
  CHECK(outcome->out == "out\n");
  CHECK(lines == std::vector<std::string>{"one", "two"});
}

TEST_CASE("a program gets the common and its own environment", "[process]") {
  Stage stage;
  Command command{.argv = {"sh", "-c", "echo $COMMON $OWN ${HOME-unset}"}};
  command.env = {{"OWN", "mine"}, {"HOME", ""}};
  CHECK(stage.run(command)->out == "yes mine unset\n");
}

TEST_CASE("a program that does not exist is an error that names it", "[process]") {
  Stage stage;
  const auto outcome = stage.run({.argv = {"no-such-program-anywhere"}});
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == Errc::environment);
  CHECK(outcome.error().message.find("no-such-program-anywhere") != std::string::npos);
}

TEST_CASE("a program that passes its limit is stopped with its children", "[process]") {
  Stage stage;
  Command command{.argv = {"sh", "-c", "sleep 60 & sleep 60; wait"}};
  command.limit = 50ms;
  const auto started = Clock::now();
  const auto outcome = stage.run(command);
  CHECK(Clock::now() - started < 20s);
  REQUIRE(outcome);
  CHECK(outcome->end == Outcome::End::timed_out);
}

TEST_CASE("an interrupt stops what runs and keeps new programs from starting", "[process]") {
  Stage stage;
  asio::steady_timer soon(stage.loop, 100ms);
  soon.async_wait([&](auto) { stage.interrupt.raise(); });
  const auto stopped = stage.sh("sleep 60");
  REQUIRE(stopped);
  CHECK(stopped->end == Outcome::End::cancelled);
  const auto refused = stage.sh("true");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::interrupted);
}

TEST_CASE("a daemon writes to its log and goes when it is stopped", "[process]") {
  Stage stage;
  const tests::TempFolder temp;
  auto daemon =
      stage.launcher->start({.argv = {"sh", "-c", "echo ready; exec sleep 60"}}, temp / "log");
  REQUIRE(daemon);
  CHECK((*daemon)->running());
  for (int tries = 0; tries < 500 && read_file(temp / "log").value() != "ready\n"; ++tries)
    ::usleep(2000);
  CHECK(read_file(temp / "log").value() == "ready\n");
  auto stopped = asio::co_spawn(stage.loop, (*daemon)->stop(10s), asio::use_future);
  stage.loop.restart();
  stage.loop.run();
  stopped.get();
  CHECK_FALSE((*daemon)->running());
}

TEST_CASE("a failed command is reported with what it said", "[process]") {
  Stage stage;
  const auto outcome = stage.finish(
      run_checked(*stage.launcher, {.argv = {"sh", "-c", "echo no luck >&2; exit 3"}}, "trying"));
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().message ==
        "trying: sh -c 'echo no luck >&2; exit 3' (exit code 3)\nno luck");
}

}  // namespace
}  // namespace bxbench::process
