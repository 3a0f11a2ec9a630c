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

std::string config_text(const Site& site) {
  return fmt::format(
      "version: 0.1\n"
      "log:\n  level: warn\n  accesslog:\n    disabled: false\n"
      "storage:\n  filesystem:\n    rootdirectory: {}\n  delete:\n    enabled: true\n"
      "  maintenance:\n    readonly:\n      enabled: {}\n"
      "http:\n  addr: 127.0.0.1:{}\n",
      site.storage.string(), site.read_only, site.port);
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
  ProcessServer(Site site, std::unique_ptr<process::Daemon> daemon)
      : site_(std::move(site)), daemon_(std::move(daemon)) {}
  std::string host() const override { return fmt::format("127.0.0.1:{}", site_.port); }
  unsigned short port() const override { return site_.port; }
  Usage usage() const override {
    const auto log = read_file(site_.directory / "log");
    Usage usage = log ? usage_of_log(*log) : Usage{};
    usage.stored = size_of_tree(site_.storage);
    return usage;
  }
  Result<void> snapshot(const fs::path& directory) const override {
    return link_store(site_.storage, directory);
  }
  Result<void> restore(const fs::path& directory) override {
    if (auto removed = remove_tree(site_.storage); !removed) return removed;
    return link_store(directory, site_.storage);
  }
  asio::awaitable<void> stop() override { co_await daemon_->stop(std::chrono::milliseconds(200)); }

 private:
  Site site_;
  std::unique_ptr<process::Daemon> daemon_;
};

}  // namespace

asio::awaitable<Result<std::unique_ptr<Server>>> start_registry(process::Launcher& launcher,
                                                                Site site) {
  const auto executor = co_await asio::this_coro::executor;
  if (auto made = make_directories(site.storage); !made) co_return made.error();
  if (auto made = make_directories(site.directory); !made) co_return made.error();
  const auto config = config_text(site);
  const auto config_file = site.directory / "config.yml", log_file = site.directory / "log";
  if (auto written = write_file_atomically(config_file, config); !written)
    co_return written.error();
  process::Command serve{.argv = {"docker-registry", "serve", config_file.string()}};
  serve.env["OTEL_TRACES_EXPORTER"] = "none";
  auto daemon = launcher.start(serve, log_file);
  if (!daemon) co_return daemon.error();
  asio::steady_timer pause(executor);
  for (const auto deadline = Clock::now() + std::chrono::seconds(20); Clock::now() < deadline;) {
    if (!(*daemon)->running()) break;
    if (launcher.interrupted()) co_return Error{Errc::interrupted, "interrupted"};
    const bool ready = co_await answers(site.port);
    if (ready) co_return std::make_unique<ProcessServer>(site, std::move(*daemon));
    pause.expires_after(std::chrono::milliseconds(10));
    co_await pause.async_wait(asio::use_awaitable);
  }
  const auto log = read_file(log_file);
  co_return Error{Errc::environment,
                  fmt::format("the registry did not start:\n{}", log ? *log : std::string{})};
}

}  // namespace bxbench::service::registry
