// SPDX-License-Identifier: Apache-2.0
#include <harness/http/wire.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

namespace asio = boost::asio;
using asio::ip::tcp;

namespace bxbench::http {
namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

/// Large pieces mean fewer acknowledgements and wake-ups: measured to save half as fast again as
/// 256 KiB, which would fit into a core's own cache.
constexpr std::size_t buffer_size = 1024 * 1024;
constexpr Bytes one_turn = 1024 * 1024;
/// Small strings stay; a connection that waits shall not hold what a long head once needed.
constexpr std::size_t kept_capacity = 1024;

char* shared_buffer() {
  thread_local const auto buffer = std::make_unique_for_overwrite<char[]>(buffer_size);
  return buffer.get();
}

iovec to_iovec(std::string_view text) {
  return {const_cast<char*>(text.data()), text.size()};
}

}  // namespace

Wire::Wire(tcp::socket socket, const ServerOptions& options)
    : socket_(std::move(socket)), options_(options) {
  boost::system::error_code ignored;
  socket_.set_option(tcp::no_delay(true), ignored);
  socket_.native_non_blocking(true, ignored);
}

void Wire::check(Clock::time_point now) {
  if (late_ || !pace_.is_late(options_, now)) return;
  late_ = true;
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

asio::awaitable<bool> Wire::wait(asio::socket_base::wait_type what) {
  if (late_) co_return false;
  in_a_row_ = 0;
  const auto [failure] = co_await socket_.async_wait(what, as_result);
  co_return !failure && !late_;
}

asio::awaitable<void> Wire::give_way() {
  in_a_row_ = 0;
  co_await asio::post(socket_.get_executor(), asio::use_awaitable);
}

/// Sorts the result of a system call that moves bytes, and adds them to `sum`.
Wire::Attempt Wire::outcome(ssize_t result, Bytes& sum) {
  if (result > 0) {
    const auto moved = static_cast<Bytes>(result);
    pace_.moved(moved);
    in_a_row_ += moved;
    sum += moved;
    return Attempt::done;
  }
  if (result < 0 && errno == EINTR) return Attempt::done;
  const bool busy = result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
  return busy ? Attempt::not_yet : Attempt::broken;
}

// ---- reading
// --------------------------------------------------------------------------------------------------

Wire::Attempt Wire::receive(std::size_t most, std::string_view& bytes) {
  Bytes got = 0;
  const auto size = std::min(most, buffer_size);
  const auto attempt = outcome(::recv(socket_.native_handle(), shared_buffer(), size, 0), got);
  bytes = {shared_buffer(), static_cast<std::size_t>(got)};
  return attempt;
}

asio::awaitable<std::string_view> Wire::next(Bytes most) {
  std::string_view bytes;
  if (most == 0 || late_) co_return bytes;
  if (!kept_.empty()) {
    const auto size = std::min({kept_.size(), buffer_size, static_cast<std::size_t>(most)});
    std::memcpy(shared_buffer(), kept_.data(), size);
    use_up(size);
    co_return std::string_view(shared_buffer(), size);
  }
  if (in_a_row_ >= one_turn) co_await give_way();
  for (;;) {
    const auto attempt = receive(most, bytes);
    if (attempt == Attempt::broken || !bytes.empty()) co_return bytes;
    if (attempt == Attempt::done) continue;
    const bool ready = co_await wait(tcp::socket::wait_read);
    if (!ready) co_return bytes;
  }
}

asio::awaitable<bool> Wire::keep_more(std::size_t most) {
  std::string had = std::exchange(kept_, {});
  const auto bytes = co_await next(most);
  kept_ = std::move(had);
  kept_ += bytes;
  co_return !bytes.empty();
}

void Wire::use_up(std::size_t count) {
  kept_.erase(0, count);
  if (kept_.empty() && kept_.capacity() > kept_capacity) kept_ = std::string();
}

// ---- writing
// --------------------------------------------------------------------------------------------------

asio::awaitable<Bytes> Wire::send(std::string_view first, std::string_view second, bool more) {
  const Bytes size = first.size() + second.size();
  Bytes sent = 0;
  while (sent < size) {
    const auto skipped = std::min<std::size_t>(first.size(), sent);
    iovec parts[] = {to_iovec(first.substr(skipped)), to_iovec(second.substr(sent - skipped))};
    msghdr message{};
    message.msg_iov = parts;
    message.msg_iovlen = 2;
    const int flags = MSG_NOSIGNAL | (more ? MSG_MORE : 0);
    const auto attempt = outcome(::sendmsg(socket_.native_handle(), &message, flags), sent);
    if (attempt == Attempt::broken) break;
    if (attempt == Attempt::done) continue;
    const bool ready = co_await wait(tcp::socket::wait_write);
    if (!ready) break;
  }
  co_return sent;
}

asio::awaitable<Bytes> Wire::send_file(int file, Bytes offset, Bytes size) {
  Bytes sent = 0;
  while (sent < size) {
    if (in_a_row_ >= one_turn) co_await give_way();
    auto at = static_cast<off_t>(offset + sent);
    const auto piece = static_cast<std::size_t>(std::min(size - sent, one_turn));
    const auto attempt = outcome(::sendfile(socket_.native_handle(), file, &at, piece), sent);
    if (attempt == Attempt::broken) break;
    if (attempt == Attempt::done) continue;
    const bool ready = co_await wait(tcp::socket::wait_write);
    if (!ready) break;
  }
  co_return sent;
}

// ---- ending
// ---------------------------------------------------------------------------------------------------

asio::awaitable<void> Wire::discard_rest() {
  kept_.clear();
  std::string_view bytes;
  do {
    bytes = co_await next(buffer_size);
  } while (!bytes.empty());
}

asio::awaitable<void> Wire::leave() {
  boost::system::error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
  begin(Pace::Doing::leaving);
  co_await discard_rest();
  close();
}

asio::awaitable<void> Wire::stall() {
  begin(Pace::Doing::handling);
  co_await discard_rest();
  close();
}

asio::awaitable<void> Wire::reset() {
  begin(Pace::Doing::moving);
  asio::steady_timer pause(socket_.get_executor());
  int unsent = 1;
  while (!late_ && socket_.is_open()) {
    if (::ioctl(socket_.native_handle(), SIOCOUTQ, &unsent) != 0 || unsent == 0) break;
    pause.expires_after(std::chrono::milliseconds(1));
    co_await pause.async_wait(as_result);
  }
  boost::system::error_code ignored;
  socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  close();
}

void Wire::close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

}  // namespace bxbench::http
