// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/private_dockerd.hpp>
#include <harness/cleanup/scratch.hpp>
#include <harness/cleanup/tear_down.hpp>
#include <harness/support/files.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace bxbench::builder {
namespace {

constexpr const char* daemon_config =
    R"({"features":{"containerd-snapshotter":true},"insecure-registries":["127.0.0.0/8"]})";
constexpr auto start_limit = std::chrono::seconds(60);

/// Whether the daemon answers 200 to a ping on its socket.
asio::awaitable<bool> ping(fs::path socket_file) {
  using Protocol = asio::local::stream_protocol;
  Protocol::socket socket(co_await asio::this_coro::executor);
  boost::system::error_code failure;
  auto token = asio::redirect_error(asio::use_awaitable, failure);
  const Protocol::endpoint endpoint(socket_file.string());
  co_await socket.async_connect(endpoint, token);
  if (failure) co_return false;
  const std::string request = "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n";
  co_await asio::async_write(socket, asio::buffer(request), token);
  if (failure) co_return false;
  std::string answer;
  co_await asio::async_read_until(socket, asio::dynamic_buffer(answer, 4096), "\r\n", token);
  co_return answer.find(" 200 ") != std::string::npos;
}

class PrivateDockerd : public Builder {
 public:
  PrivateDockerd(process::Launcher& launcher, fs::path directory)
      : launcher_(launcher), directory_(std::move(directory)) {}

  asio::awaitable<Result<void>> start() override {
    if (auto made = make_directories(directory_ / "home" / ".docker"); !made)
      co_return made.error();
    if (auto written = write_file_atomically(directory_ / "daemon.json", daemon_config); !written)
      co_return written.error();
    auto daemon = launcher_.start(daemon_command(), directory_ / "dockerd.log");
    if (!daemon) co_return daemon.error();
    daemon_ = std::move(*daemon);
    co_return co_await wait_until_ready();
  }

  process::Environment environment() const override {
    return {{"DOCKER_HOST", "unix://" + socket().string()},
            {"DOCKER_CONFIG", (directory_ / "home" / ".docker").string()},
            {"HOME", (directory_ / "home").string()},
            {"DOCKER_CONTEXT", ""},
            {"DOCKER_BUILDKIT", ""},
            {"BUILDX_BUILDER", ""},
            {"BUILDX_CONFIG", ""},
            {cleanup::owner_variable, directory_.string()}};
  }

  // A private daemon has no bridge; steps share the host's network.
  std::vector<std::string> build_arguments() const override { return {"--network=host"}; }

  asio::awaitable<void> remove() override {
    daemon_.reset();  // killed at once: nothing of it is kept, and a polite exit takes a second
    for (const auto& problem : cleanup::tear_down(directory_).problems)
      fmt::print(stderr, "bxbench: removing a builder: {}\n", problem);
    co_return;
  }

 private:
  fs::path socket() const { return directory_ / "docker.sock"; }

  process::Command daemon_command() const {
    process::Command command;
    command.argv = {"dockerd",
                    "--config-file",
                    (directory_ / "daemon.json").string(),
                    "--data-root",
                    (directory_ / "data").string(),
                    "--exec-root",
                    (directory_ / "exec").string(),
                    "--pidfile",
                    (directory_ / "docker.pid").string(),
                    "--host",
                    "unix://" + socket().string(),
                    "--bridge=none",
                    "--iptables=false",
                    "--ip6tables=false"};
    command.env[cleanup::owner_variable] = directory_.string();
    return command;
  }

  asio::awaitable<Result<void>> wait_until_ready() {
    asio::steady_timer pause(co_await asio::this_coro::executor);
    for (const auto deadline = Clock::now() + start_limit; Clock::now() < deadline;) {
      if (!daemon_->running()) break;
      const bool ready = co_await ping(socket());
      if (ready) co_return Result<void>{};
      pause.expires_after(std::chrono::milliseconds(10));
      co_await pause.async_wait(asio::use_awaitable);
    }
    const auto log = read_file(directory_ / "dockerd.log");
    const auto said =
        log ? log->substr(log->size() - std::min<std::size_t>(log->size(), 1500)) : "";
    co_return Error{Errc::environment, fmt::format("the private dockerd did not start:\n{}", said),
                    "'bxbench doctor' tells what this machine needs"};
  }

  process::Launcher& launcher_;
  fs::path directory_;
  std::unique_ptr<process::Daemon> daemon_;
};

}  // namespace

std::unique_ptr<Builder> make_private_dockerd(process::Launcher& launcher, fs::path directory) {
  return std::make_unique<PrivateDockerd>(launcher, std::move(directory));
}

}  // namespace bxbench::builder
