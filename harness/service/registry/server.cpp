// SPDX-License-Identifier: Apache-2.0
#include <harness/service/registry/server.hpp>
#include <harness/service/registry/store.hpp>
#include <harness/support/files.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <charconv>
#include <sstream>

namespace asio = boost::asio;
namespace fs = std::filesystem;
using asio::ip::tcp;

namespace bxbench::service::registry {

std::string config_text(const fs::path& storage, unsigned short port) {
  return fmt::format(
      "version: 0.1\n"
      "log:\n  level: warn\n  accesslog:\n    disabled: false\n"
      "storage:\n  filesystem:\n    rootdirectory: {}\n  delete:\n    enabled: true\n"
      "http:\n  addr: 127.0.0.1:{}\n",
      storage.string(), port);
}

Usage usage_of_log(const std::string& log) {
  Usage usage;
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    // 127.0.0.1 - - [21/Nov/2026:07:00:00 +0000] "GET /v2/ HTTP/1.1" 200 2 "" "agent"
    const auto request = line.find("] \"");
    const auto quote = request == std::string::npos ? request : line.find("\" ", request + 3);
    if (quote == std::string::npos) continue;
    int status = 0;
    Bytes size = 0;
    std::istringstream numbers(line.substr(quote + 2));
    if (!(numbers >> status >> size)) continue;
    ++usage.requests;
    usage.sent += size;
  }
  return usage;
}

namespace {

asio::awaitable<bool> answers(unsigned short port) {
  tcp::socket socket(co_await asio::this_coro::executor);
  boost::system::error_code failure;
  co_await socket.async_connect({asio::ip::address_v4::loopback(), port},
                                asio::redirect_error(asio::use_awaitable, failure));
  co_return !failure;
}

class ProcessServer : public Server {
 public:
  ProcessServer(fs::path directory, unsigned short port, std::unique_ptr<process::Daemon> daemon)
      : directory_(std::move(directory)), port_(port), daemon_(std::move(daemon)) {}
  std::string host() const override { return fmt::format("127.0.0.1:{}", port_); }
  unsigned short port() const override { return port_; }
  Usage usage() const override {
    const auto log = read_file(directory_ / "log");
    Usage usage = log ? usage_of_log(*log) : Usage{};
    usage.stored = size_of_tree(directory_ / "data");
    return usage;
  }
  Result<void> snapshot(const fs::path& directory) const override {
    return link_store(directory_ / "data", directory);
  }
  Result<void> restore(const fs::path& directory) override {
    if (auto removed = remove_tree(directory_ / "data"); !removed) return removed;
    return link_store(directory, directory_ / "data");
  }
  asio::awaitable<void> stop() override { co_await daemon_->stop(std::chrono::milliseconds(200)); }

 private:
  fs::path directory_;
  unsigned short port_;
  std::unique_ptr<process::Daemon> daemon_;
};

}  // namespace

asio::awaitable<Result<std::unique_ptr<Server>>> start_registry(process::Launcher& launcher,
                                                                fs::path directory,
                                                                unsigned short port) {
  const auto executor = co_await asio::this_coro::executor;
  if (auto made = make_directories(directory / "data"); !made) co_return made.error();
  const auto config = config_text(directory / "data", port);
  if (auto written = write_file_atomically(directory / "config.yml", config); !written)
    co_return written.error();
  process::Command serve{.argv = {"docker-registry", "serve", (directory / "config.yml").string()}};
  serve.env["OTEL_TRACES_EXPORTER"] = "none";
  auto daemon = launcher.start(serve, directory / "log");
  if (!daemon) co_return daemon.error();
  asio::steady_timer pause(executor);
  for (const auto deadline = Clock::now() + std::chrono::seconds(20); Clock::now() < deadline;) {
    if (!(*daemon)->running()) break;
    if (launcher.interrupted()) co_return Error{Errc::interrupted, "interrupted"};
    const bool ready = co_await answers(port);
    if (ready) co_return std::make_unique<ProcessServer>(directory, port, std::move(*daemon));
    pause.expires_after(std::chrono::milliseconds(10));
    co_await pause.async_wait(asio::use_awaitable);
  }
  const auto log = read_file(directory / "log");
  co_return Error{Errc::environment,
                  fmt::format("the registry did not start:\n{}", log ? *log : std::string{})};
}

}  // namespace bxbench::service::registry
