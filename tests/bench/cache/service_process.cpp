// SPDX-License-Identifier: Apache-2.0
// The Actions cache service alone, so that its memory can be told from that of its clients.
//   cache_service_process DIRECTORY     prints "PORT TOKEN", then serves until its stdin ends
#include <harness/http/url.hpp>
#include <harness/service/actions_cache/server.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <fmt/format.h>

#include <unistd.h>

namespace asio = boost::asio;
namespace cache = bxbench::service::actions_cache;

namespace {

/// The amounts of the benchmark are not those of a repository.
template <class Settings>
void lift_limits(Settings& settings) {
  if constexpr (requires { settings.quota; }) settings.quota = 0;
  if constexpr (requires { settings.keep_requests; }) settings.keep_requests = false;
}

template <class Server>
std::string token_of(const Server& server) {
  const std::vector<cache::Grant> grants{{"refs/heads/main", 3}};
  if constexpr (requires { server.token(grants); })
    return server.token(grants);
  else
    return server.token({grants, "bench", std::chrono::hours(6)});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return fmt::print(stderr, "usage: {} DIRECTORY\n", argv[0]), 2;
  asio::io_context loop(1);
  cache::Settings settings;
  settings.directory = argv[1];
  lift_limits(settings);
  auto server = cache::start_server(loop.get_executor(), settings);
  if (!server) return fmt::print(stderr, "{}\n", server.error().message), 3;
  const auto url = bxbench::http::parse_url((*server)->url());
  fmt::print("{} {}\n", url.value().port, token_of(**server));
  std::fflush(stdout);
  asio::posix::stream_descriptor parent(loop, ::dup(STDIN_FILENO));
  parent.async_wait(asio::posix::stream_descriptor::wait_read, [&](auto) { loop.stop(); });
  loop.run();
}
