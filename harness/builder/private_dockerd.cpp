// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/private_dockerd.hpp>
#include <harness/cleanup/scratch.hpp>
#include <harness/cleanup/tear_down.hpp>
#include <harness/support/files.hpp>
#include <harness/support/say.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cstdlib>

namespace asio = boost::asio;
namespace fs = std::filesystem;
using namespace asio::experimental::awaitable_operators;

namespace bxbench::builder {
namespace {

constexpr auto start_limit = std::chrono::seconds(60);

std::string daemon_config(const std::string& registry_mirror) {
  nlohmann::json config = {{"features", {{"containerd-snapshotter", true}}},
                           {"insecure-registries", {"127.0.0.0/8"}}};
  if (!registry_mirror.empty()) config["registry-mirrors"] = {registry_mirror};
  return config.dump();
}

/// A containerd of its own: left alone, dockerd would use the one that the host runs, and with it
/// the images and snapshots of the user and of earlier runners.
std::string containerd_config(const fs::path& directory) {
  return fmt::format(
      "version = 2\nroot = '{0}/data/containerd'\nstate = '{0}/exec/containerd'\n"
      "disabled_plugins = ['io.containerd.grpc.v1.cri', 'io.containerd.cri.v1.images', "
      "'io.containerd.cri.v1.runtime']\n"
      "[grpc]\naddress = '{0}/c.sock'\n[ttrpc]\naddress = '{0}/c.ttrpc'\n",
      directory.string());
}

/// The client's own configuration; only plugins of the user's are still found.
std::string client_config() {
  nlohmann::json config = nlohmann::json::object();
  const char* home = std::getenv("HOME");
  const char* named = std::getenv("DOCKER_CONFIG");
  const fs::path user = named != nullptr && *named != '\0'
                            ? fs::path(named)
                            : fs::path(home == nullptr ? "/" : home) / ".docker";
  config["cliPluginsExtraDirs"] = {(user / "cli-plugins").string()};
  return config.dump();
}

/// Variables that would make a build on this builder another one than it seems.
constexpr std::array foreign_variables{"DOCKER_CONTEXT",
                                       "DOCKER_BUILDKIT",
                                       "BUILDX_BUILDER",
                                       "BUILDX_CONFIG",
                                       "DOCKER_TLS",
                                       "DOCKER_TLS_VERIFY",
                                       "DOCKER_CERT_PATH",
                                       "DOCKER_API_VERSION",
                                       "DOCKER_DEFAULT_PLATFORM",
                                       "SOURCE_DATE_EPOCH",
                                       "BUILDX_NO_DEFAULT_ATTESTATIONS",
                                       "BUILDKIT_HOST"};

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
  PrivateDockerd(process::Launcher& launcher, fs::path directory, std::string registry_mirror)
      : launcher_(launcher),
        directory_(std::move(directory)),
        registry_mirror_(std::move(registry_mirror)) {}

  asio::awaitable<Result<void>> start() override {
    if (auto made = make_directories(directory_ / "home" / ".docker"); !made)
      co_return made.error();
    if (auto configured = configure(); !configured) co_return configured.error();
    auto images = launcher_.start(containerd_command(), directory_ / "containerd.log");
    if (!images) co_return images.error();
    containerd_ = std::move(*images);
    auto daemon = launcher_.start(daemon_command(), directory_ / "dockerd.log");
    if (!daemon) co_return daemon.error();
    daemon_ = std::move(*daemon);
    co_return co_await wait_until_ready();
  }

  process::Environment environment() const override {
    process::Environment environment{{"DOCKER_HOST", "unix://" + socket().string()},
                                     {"DOCKER_CONFIG", (directory_ / "home" / ".docker").string()},
                                     {"HOME", (directory_ / "home").string()},
                                     {cleanup::owner_variable, directory_.string()}};
    for (const auto* variable : foreign_variables)
      environment[variable] = "";
    return environment;
  }

  // A private daemon has no bridge; steps share the host's network.
  std::vector<std::string> build_arguments() const override { return {"--network=host"}; }

  asio::awaitable<Result<void>> save(fs::path directory) override {
    co_await stop();
    auto kept = co_await copy_parts(directory_, directory);
    auto started = co_await start();  // whether or not it could be kept
    if (!started) co_return started.error();
    co_return kept;
  }

  asio::awaitable<Result<void>> restore(fs::path directory) override {
    co_await remove();
    auto restored = co_await copy_parts(directory, directory_);
    if (!restored) co_return restored.error();
    co_return co_await start();
  }

  // Steps are run by dockerd through runc, and waited for.
  std::vector<pid_t> processes() const override {
    if (!daemon_ || !containerd_) return {};
    return {daemon_->pid(), containerd_->pid()};
  }

  asio::awaitable<void> remove() override {
    daemon_.reset();
    containerd_.reset();  // killed at once: nothing of it is kept, and a polite exit takes a second
    for (const auto& problem : cleanup::tear_down(directory_).problems)
      say(fmt::format("bxbench: removing a builder: {}\n", problem));
    co_return;
  }

 private:
  /// Images and build cache, and the client's state: its node id decides which files of a context
  /// the builder knows already.
  static constexpr std::array kept_parts{"data", "home"};

  /// Politely, so that its databases are closed. What runc or a dead daemon left mounted goes too.
  asio::awaitable<void> stop() {
    constexpr auto patience = std::chrono::seconds(10);
    if (daemon_) co_await daemon_->stop(patience);
    if (containerd_) co_await containerd_->stop(patience);
    daemon_.reset();
    containerd_.reset();
    (void)cleanup::tear_down(directory_ / "exec");
  }

  asio::awaitable<Result<void>> copy_parts(fs::path from, fs::path to) {
    if (auto made = make_directories(to); !made) co_return made.error();
    for (const auto* part : kept_parts) {
      auto copied = co_await process::copy_exactly(launcher_, from / part, to / part);
      if (!copied) co_return copied.error();
    }
    co_return Result<void>{};
  }

  fs::path socket() const { return directory_ / "docker.sock"; }

  Result<void> configure() const {
    const auto client = directory_ / "home" / ".docker" / "config.json";
    if (auto written = write_file_atomically(client, client_config()); !written) return written;
    if (auto written =
            write_file_atomically(directory_ / "containerd.toml", containerd_config(directory_));
        !written)
      return written;
    return write_file_atomically(directory_ / "daemon.json", daemon_config(registry_mirror_));
  }

  process::Command containerd_command() const {
    process::Command command{
        .argv = {"containerd", "--config", (directory_ / "containerd.toml").string()}};
    command.env[cleanup::owner_variable] = directory_.string();
    return command;
  }

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
                    "--containerd",
                    (directory_ / "c.sock").string(),
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
      if (launcher_.interrupted()) co_return Error{Errc::interrupted, "interrupted"};
      const bool ready = co_await answers_soon();
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

  /// A daemon may open its socket long before it serves it.
  asio::awaitable<bool> answers_soon() const {
    asio::steady_timer limit(co_await asio::this_coro::executor, std::chrono::seconds(2));
    auto first = co_await (ping(socket()) || limit.async_wait(asio::use_awaitable));
    co_return first.index() == 0 && std::get<0>(first);
  }

  process::Launcher& launcher_;
  fs::path directory_;
  std::string registry_mirror_;
  std::unique_ptr<process::Daemon> containerd_, daemon_;
};

}  // namespace

std::unique_ptr<Builder> make_private_dockerd(process::Launcher& launcher, fs::path directory,
                                              std::string registry_mirror) {
  return std::make_unique<PrivateDockerd>(launcher, std::move(directory),
                                          std::move(registry_mirror));
}

}  // namespace bxbench::builder
