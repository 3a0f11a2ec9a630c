// SPDX-License-Identifier: Apache-2.0
#include <harness/cleanup/scratch.hpp>
#include <harness/cli/command.hpp>
#include <harness/cli/serve_session.hpp>
#include <harness/cli/serve_texts.hpp>
#include <harness/support/say.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <memory>
#include <optional>
#include <unistd.h>

namespace asio = boost::asio;

namespace bxbench::cli {
namespace {

namespace cache = service::actions_cache;
using Listener = std::function<void(const cache::RequestRecord&)>;

/// A reader that waits for the end of our output shall not wait for the end of the service.
void close_stdout() {
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) return;
  ::dup2(nowhere, STDOUT_FILENO);
  ::close(nowhere);
}

Result<Listener> open_access_log(const std::filesystem::path& file) {
  if (file == "-") return Listener([](const auto& request) { say(access_line(request)); });
  auto out = std::make_shared<std::ofstream>(file, std::ios::app);
  if (!*out)
    return Error{Errc::io, fmt::format("cannot write the access log {}: {}", file.string(),
                                       std::strerror(errno))};
  return Listener([out](const auto& request) { *out << access_line(request) << std::flush; });
}

/// Gives the directory a temporary one that ends with the process, unless one is named.
Result<std::optional<cleanup::Scratch>> provide_directory(ServeOptions& options) {
  if (!options.settings.directory.empty()) return std::optional<cleanup::Scratch>{};
  auto scratch = cleanup::Scratch::create();
  if (!scratch) return scratch.error();
  options.settings.directory = scratch->path() / "actions-cache";
  return std::optional<cleanup::Scratch>(std::move(*scratch));
}

Result<void> set_up(cache::Server& server, const ServeOptions& options) {
  for (const auto& fault : options.faults)
    server.add_fault(fault);
  server.set_read_only(options.read_only);
  if (options.access_log.empty()) return {};
  auto listener = open_access_log(options.access_log);
  if (!listener) return listener.error();
  server.on_request(std::move(*listener));
  return {};
}

}  // namespace

Result<int> serve_session(ServeOptions options) {
  auto temporary = provide_directory(options);
  if (!temporary) return temporary.error();
  asio::io_context loop{1};
  asio::signal_set signals(loop, SIGINT, SIGTERM, SIGHUP);
  signals.async_wait([&](boost::system::error_code failure, int) {
    if (!failure) loop.stop();
  });
  options.settings.keep_requests = false;
  auto server = cache::start_server(loop.get_executor(), options.settings);
  if (!server) return server.error();
  if (auto done = set_up(**server, options); !done) return done.error();
  const auto url = (*server)->url();
  const auto token = (*server)->token({options.grants, "", options.token_lifetime});
  if (!options.quiet) say(ready_text(url, options, temporary->has_value()));
  if (auto printed = emit(environment_script(url, token, options.protocol)); !printed)
    return printed.error();
  close_stdout();
  loop.run();
  if (!options.quiet) say(traffic_text(**server));
  return exit_ok;
}

}  // namespace bxbench::cli
