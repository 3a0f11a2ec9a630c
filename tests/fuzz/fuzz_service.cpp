// SPDX-License-Identifier: Apache-2.0
#include <harness/http/process_settings.hpp>
#include <harness/service/actions_cache/access/token.hpp>
#include <harness/service/actions_cache/handler.hpp>
#include <tests/fuzz/check.hpp>
#include <tests/fuzz/fuzz_service.hpp>

#include <boost/asio/co_spawn.hpp>

#include <fstream>
#include <sys/socket.h>
#include <unistd.h>

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace bxbench::fuzz {
namespace {

namespace cache = service::actions_cache;

/// Of this process; what a crash leaves of it is removed by tests/fuzz/run.
fs::path store_directory() {
  return fs::temp_directory_path() / ("bxbench-fuzz-" + std::to_string(::getpid()));
}

/// What has come, without waiting for more.
void read_some(int socket, std::string& text) {
  char piece[65536];
  for (;;) {
    const auto size = ::recv(socket, piece, sizeof piece, MSG_DONTWAIT);
    if (size <= 0) return;
    text.append(piece, static_cast<std::size_t>(size));
  }
}

void write_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto size = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    check(size > 0, "an input fits into the socket's buffer");
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
}

/// The handler; what it throws, and a 500, are findings.
http::Handler checked(http::Handler handler) {
  return [handler = std::move(handler)](const http::Request& request,
                                        http::Body& body) -> asio::awaitable<http::Response> {
    try {
      http::Response response = co_await handler(request, body);
      check(response.status != 500, "no answer is 500");
      co_return response;
    } catch (const std::exception& thrown) {
      check(false, thrown.what());
      throw;
    }
  };
}

}  // namespace

FuzzService::FuzzService() : directory_(store_directory()) {
  http::survive_broken_pipes();
  fs::remove_all(directory_);
  cache::Settings settings;
  settings.directory = directory_;
  settings.keep_requests = false;
  state_ = std::make_shared<cache::ServiceState>(settings);
  state_->secret = "a secret of no service";
  cache::StoreSettings store;
  store.directory = directory_;
  store.quota = settings.quota;
  store.unused_limit = settings.unused_limit;
  state_->store = cache::EntryStore::open(store).value();
  auto& entries = *state_->store;
  const auto now = Clock::now();
  const auto first = *entries.reserve({"main", "v", "cache-a"}, now);
  const auto file = entries.staging_file();
  std::ofstream(file) << "0123456789";
  check(entries.commit(first, file) && entries.finalize(first), "an entry can be stored");
  (void)entries.reserve({"main", "v", "cache-b"}, now);
  const auto third = *entries.reserve({"main", "v", "cache-c"}, now);
  entries.blocks(third).chunks.announced = 100;
}

FuzzService::~FuzzService() {
  state_->store->close();
  std::error_code ignored;
  fs::remove_all(directory_, ignored);
}

std::string FuzzService::answers(const std::string& bytes) {
  int ends[2];
  check(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0, "there are sockets");
  asio::ip::tcp::socket socket(loop_);
  socket.assign(asio::ip::tcp::v4(), ends[0]);
  auto hosting = std::make_shared<const http::Hosting>(
      http::Hosting{http::ServerOptions{}, checked(cache::make_handler(state_))});
  auto session = std::make_shared<http::Session>(std::move(socket), hosting, false);
  write_all(ends[1], bytes);
  ::shutdown(ends[1], SHUT_WR);
  bool done = false;
  asio::co_spawn(loop_, http::Session::run(session), [&](const std::exception_ptr& thrown) {
    done = true;
    check(!thrown, "a session throws nothing");
  });
  std::string text;
  while (!done) {
    loop_.restart();
    loop_.run_one_for(std::chrono::milliseconds(1));
    read_some(ends[1], text);
  }
  read_some(ends[1], text);
  ::close(ends[1]);
  return text;
}

std::string FuzzService::fill_in(std::string_view text) const {
  std::string filled;
  while (!text.empty()) {
    const auto start = text.find('{');
    filled += text.substr(0, start);
    if (start == std::string_view::npos) break;
    text.remove_prefix(start);
    const auto end = text.substr(0, 10).find('}');
    const auto value = end == std::string_view::npos ? "" : value_of(text.substr(1, end - 1));
    filled += value.empty() ? "{" : value;
    text.remove_prefix(value.empty() ? 1 : end + 1);
  }
  return filled;
}

std::string FuzzService::value_of(std::string_view name) const {
  const auto now = std::chrono::system_clock::now();
  if (name == "token" || name == "reader")
    return cache::sign_token(state_->secret, {{{"main", name == "token" ? 3 : 1}}, "job"}, now);
  const bool upload = name.starts_with("up");
  if ((!upload && !name.starts_with("down")) || name.back() < '1' || name.back() > '9') return {};
  const auto operation = upload ? cache::BlobOperation::upload : cache::BlobOperation::download;
  const auto id = static_cast<cache::EntryId>(name.back() - '0');
  return cache::sign_blob_target(state_->secret, {operation, id, "job"}, now);
}

}  // namespace bxbench::fuzz
