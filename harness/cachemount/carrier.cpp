// SPDX-License-Identifier: Apache-2.0
#include <harness/cachemount/carrier.hpp>
#include <harness/cachemount/helper_build.hpp>
#include <harness/cachemount/stream_port.hpp>
#include <harness/support/digest.hpp>

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

#include <optional>
#include <sstream>

namespace asio = boost::asio;
namespace fs = std::filesystem;
using namespace asio::experimental::awaitable_operators;

namespace bxbench::cachemount {
namespace {

using Stream = asio::awaitable<Result<Moved>>;

/// Runs a helper step and the stream that it talks to; the step's failure tells more.
asio::awaitable<Result<Moved>> move(process::Launcher& launcher, const builder::Builder& builder,
                                    HelperBuild build, StreamPort& port, Stream stream) {
  auto step = [&]() -> asio::awaitable<Result<std::string>> {
    auto said = co_await run_helper(launcher, builder, build);
    if (!said) port.hang_up();
    co_return said;
  };
  auto [said, moved] = co_await (step() && std::move(stream));
  const bool ours = !moved && moved.error().code == Errc::environment;  // a full disk, say
  if (!said && !ours) co_return said.error();
  co_return moved;
}

}  // namespace

asio::awaitable<Result<Moved>> Carrier::extract(std::string id, fs::path file) {
  StreamPort port(co_await asio::this_coro::executor);
  HelperBuild build{{id}, {}, directory_};
  build.script = fmt::format("{{ echo {}; tar -c -C /mount/0 . ; }} | nc 127.0.0.1 {}",
                             port.secret(), port.port());
  co_return co_await move(launcher_, builder_, build, port, port.receive(std::move(file)));
}

asio::awaitable<Result<Moved>> Carrier::inject(std::string id, fs::path file) {
  if (!fs::exists(file)) co_return Moved{};
  StreamPort port(co_await asio::this_coro::executor);
  HelperBuild build{{id}, {}, directory_};
  build.script =
      fmt::format("echo {} | nc 127.0.0.1 {} | tar -x -p -C /mount/0", port.secret(), port.port());
  co_return co_await move(launcher_, builder_, build, port, port.send(std::move(file)));
}

asio::awaitable<Result<std::vector<Bytes>>> Carrier::sizes(std::vector<std::string> ids) {
  HelperBuild build{ids, {}, directory_};
  build.script = fmt::format(
      "# {}\nfor mount in /mount/*; do\n"
      "  [ -d $mount ] || continue\n"
      "  find $mount -type f -exec stat -c %s {{}} + | "
      "awk -v mount=$mount '{{ sum += $1 }} END {{ printf \"size %s %.0f\\n\", mount, sum "
      "}}'\ndone",
      to_hex(random_bytes(8)));
  auto said = co_await run_helper(launcher_, builder_, build);
  if (!said) co_return said.error();
  std::vector<Bytes> sizes(ids.size());
  std::vector<bool> seen(ids.size());
  std::istringstream words(*said);
  for (std::string word, mount; words >> word;) {
    Bytes size = 0;
    if (word != "size" || !(words >> mount >> size)) continue;
    const auto n = std::stoul(mount.substr(mount.rfind('/') + 1));
    sizes.at(n) = size;
    seen.at(n) = true;
  }
  for (std::size_t n = 0; n < ids.size(); ++n)
    if (!seen[n])
      co_return Error{
          Errc::environment,
          fmt::format("the size of cache mount {} could not be read: {}", ids[n], *said)};
  co_return sizes;
}

}  // namespace bxbench::cachemount
