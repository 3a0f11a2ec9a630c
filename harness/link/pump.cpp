// SPDX-License-Identifier: Apache-2.0
#include <harness/link/pump.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <tuple>

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;

namespace bxbench::link {
namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

/// Connections take turns piece by piece.
constexpr std::size_t piece_size = 32 << 10;

/// More than a fast line holds: 1 GB/s for 16 ms. A reader that is slow stops the line.
constexpr std::size_t most_under_way = 16 << 20;

/// Shorter waits for the line are left out; the pacer's burst makes up for them.
constexpr auto shortest_wait = std::chrono::milliseconds(1);

}  // namespace

Pump::Pump(Socket& from, Socket& to, Pacer& pacer, Duration latency)
    : from_(from),
      to_(to),
      pacer_(pacer),
      latency_(latency),
      line_(from.get_executor()),
      arrival_(from.get_executor()),
      changed_(from.get_executor(), Clock::time_point::max()) {}

asio::awaitable<bool> Pump::run() {
  const auto [read, written] = co_await (read_all() && write_all());
  co_return read&& written;
}

void Pump::stop() {
  stopped_ = true;
  for (auto* timer : {&line_, &arrival_, &changed_})
    timer->cancel();
}

asio::awaitable<void> Pump::sleep_until(asio::steady_timer& timer, Clock::time_point moment,
                                        Duration shortest) {
  if (stopped_ || moment - Clock::now() <= shortest) co_return;
  timer.expires_at(moment);
  co_await timer.async_wait(as_result);
}

asio::awaitable<bool> Pump::read_all() {
  while (!stopped_) {
    std::vector<char> bytes(piece_size);
    const auto [failure, count] = co_await from_.async_read_some(asio::buffer(bytes), as_result);
    if (failure && failure != asio::error::eof) {
      stop();
      co_return false;
    }
    bytes.resize(count);
    const auto sent = pacer_.take(count, Clock::now());
    under_way_.push_back({std::move(bytes), sent + latency_});
    bytes_under_way_ += count;
    changed_.cancel();
    if (failure) co_return true;
    co_await sleep_until(line_, sent, shortest_wait);
    while (!stopped_ && bytes_under_way_ > most_under_way)
      co_await changed_.async_wait(as_result);
  }
  co_return false;
}

asio::awaitable<bool> Pump::write_all() {
  for (;;) {
    while (!stopped_ && under_way_.empty())
      co_await changed_.async_wait(as_result);
    if (stopped_) co_return false;
    co_await sleep_until(arrival_, under_way_.front().arrives, Duration::zero());
    if (stopped_) co_return false;
    const auto piece = std::move(under_way_.front());
    under_way_.pop_front();
    boost::system::error_code failure;
    if (piece.bytes.empty()) {
      to_.shutdown(Socket::shutdown_send, failure);
      co_return true;
    }
    std::tie(failure, std::ignore) =
        co_await asio::async_write(to_, asio::buffer(piece.bytes), as_result);
    bytes_under_way_ -= piece.bytes.size();
    changed_.cancel();
    if (!failure) continue;
    stop();
    from_.cancel(failure);
    co_return false;
  }
}

}  // namespace bxbench::link
