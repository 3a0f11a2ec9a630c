// SPDX-License-Identifier: Apache-2.0
#include <tests/support/raw_client.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <poll.h>

namespace asio = boost::asio;

namespace bxbench::test {
namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

asio::awaitable<bool> write_all(asio::ip::tcp::socket& socket, const std::string& bytes) {
  const auto [failure, size] = co_await asio::async_write(socket, asio::buffer(bytes), as_result);
  co_return !failure;
}

asio::awaitable<boost::system::error_code> read_some(asio::ip::tcp::socket& socket,
                                                     std::string& text) {
  char piece[65536];
  const auto [failure, size] = co_await socket.async_read_some(asio::buffer(piece), as_result);
  if (!failure) text.append(piece, size);
  co_return failure;
}

/// Length of the first whole answer in `text`, or 0.
std::size_t answer_size(const std::string& text) {
  const auto end = text.find("\r\n\r\n");
  if (end == std::string::npos) return 0;
  const auto field = text.find("Content-Length: ");
  const auto body = field < end ? std::stoul(text.substr(field + 16)) : 0;
  const auto size = end + 4 + body;
  return text.size() >= size ? size : 0;
}

}  // namespace

RawClient::RawClient(Loop& loop, unsigned short port) : loop_(loop), socket_(loop.executor()) {
  socket_.connect({asio::ip::address_v4::loopback(), port});
}

bool RawClient::read_more() {
  const auto failure = loop_.run(read_some(socket_, unread_));
  reset_ = reset_ || failure == asio::error::connection_reset;
  return !failure;
}

bool RawClient::is_closed() {
  pollfd socket{socket_.native_handle(), POLLIN, 0};
  while (::poll(&socket, 1, 0) > 0)
    if (!read_more()) return true;
  return false;
}

bool RawClient::send(std::string bytes) {
  return loop_.run(write_all(socket_, bytes));
}

std::string RawClient::answers(std::size_t count) {
  std::string taken;
  for (; count > 0; --count) {
    while (answer_size(unread_) == 0)
      if (!read_more()) return taken + std::exchange(unread_, {});
    const auto size = answer_size(unread_);
    taken += unread_.substr(0, size);
    unread_.erase(0, size);
  }
  return taken;
}

std::string RawClient::rest() {
  while (read_more()) {
  }
  return std::exchange(unread_, {});
}

void RawClient::close() {
  socket_.close();
}

}  // namespace bxbench::test
