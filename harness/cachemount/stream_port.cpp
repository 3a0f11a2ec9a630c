// SPDX-License-Identifier: Apache-2.0
#include <harness/archive/tar_counter.hpp>
#include <harness/archive/zstd_stream.hpp>
#include <harness/cachemount/stream_port.hpp>
#include <harness/support/digest.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>

#include <vector>

namespace asio = boost::asio;
using asio::ip::tcp;

namespace bxbench::cachemount {

StreamPort::StreamPort(const asio::any_io_executor& executor)
    : acceptor_(executor, {asio::ip::address_v4::loopback(), 0}),
      socket_(executor),
      secret_(to_hex(random_bytes(16))) {}

unsigned short StreamPort::port() const {
  return acceptor_.local_endpoint().port();
}

void StreamPort::hang_up() {
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  socket_.close(ignored);
}

asio::awaitable<Result<void>> StreamPort::accept() {
  for (;;) {
    boost::system::error_code failure;
    socket_ = co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, failure));
    if (failure) co_return Error{Errc::io, "the helper step did not connect"};
    early_.clear();
    const auto size =
        co_await asio::async_read_until(socket_, asio::dynamic_buffer(early_, 1 << 16), '\n',
                                        asio::redirect_error(asio::use_awaitable, failure));
    if (failure || early_.substr(0, size) != secret_ + "\n") continue;
    early_.erase(0, size);
    co_return Result<void>{};
  }
}

asio::awaitable<Result<Moved>> StreamPort::receive(std::filesystem::path file) {
  auto accepted = co_await accept();
  if (!accepted) co_return accepted.error();
  auto writer = archive::ZstdWriter::create(file);
  if (!writer) co_return writer.error();
  archive::TarCounter counter;
  std::vector<char> buffer(1 << 20);
  std::string_view piece = early_;
  boost::system::error_code failure;
  for (;;) {
    counter.add(piece);
    if (auto written = writer->write(piece); !written) co_return written.error();
    if (failure) break;
    const auto count = co_await socket_.async_read_some(
        asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, failure));
    piece = {buffer.data(), count};
  }
  hang_up();  // the step waits for it
  if (failure != asio::error::eof || !counter.ended() || counter.damaged())
    co_return Error{Errc::io, fmt::format("the stream from a cache mount broke off after {} files",
                                          counter.files())};
  if (auto finished = writer->finish(); !finished) co_return finished.error();
  co_return Moved{counter.content_bytes(), counter.files()};
}

asio::awaitable<Result<Moved>> StreamPort::send(std::filesystem::path file) {
  auto accepted = co_await accept();
  if (!accepted) co_return accepted.error();
  auto reader = archive::ZstdReader::open(file);
  if (!reader) co_return reader.error();
  archive::TarCounter counter;
  for (;;) {
    auto piece = reader->read();
    if (!piece) co_return piece.error();
    if (piece->empty()) break;
    counter.add(*piece);
    boost::system::error_code failure;
    co_await asio::async_write(socket_, asio::buffer(*piece),
                               asio::redirect_error(asio::use_awaitable, failure));
    if (failure)
      co_return Error{Errc::io, "the stream to a cache mount broke off: " + failure.message()};
  }
  boost::system::error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_both, ignored);
  hang_up();
  co_return Moved{counter.content_bytes(), counter.files()};
}

}  // namespace bxbench::cachemount
