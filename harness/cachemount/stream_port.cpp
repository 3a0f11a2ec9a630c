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

namespace {

Result<Moved> result_of(const archive::TarCounter& counter, const std::filesystem::path& file,
                        Clock::time_point started) {
  std::error_code failure;
  Moved moved;
  moved.bytes = counter.content_bytes();
  moved.files = counter.files();
  moved.directories = counter.directories();
  moved.others = counter.others();
  moved.empty = counter.only_marks();
  moved.archive_bytes = std::filesystem::file_size(file, failure);
  moved.seconds = seconds(Clock::now() - started);
  if (failure) return Error{Errc::io, "cannot look at " + file.string()};
  return moved;
}

}  // namespace

StreamPort::StreamPort(const asio::any_io_executor& executor)
    : acceptor_(executor, {asio::ip::address_v4::loopback(), 0}),
      socket_(executor),
      port_(acceptor_.local_endpoint().port()),
      secret_(to_hex(random_bytes(16))) {}

void StreamPort::stop_listening() {
  boost::system::error_code ignored;
  acceptor_.close(ignored);
}

void StreamPort::hang_up() {
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  socket_.close(ignored);
}

void StreamPort::reset() {
  boost::system::error_code ignored;
  socket_.set_option(tcp::socket::linger(true, 0), ignored);
  hang_up();
}

Error StreamPort::broken(std::string message) {
  broken_by_step_ = true;
  return {Errc::io, std::move(message)};
}

asio::awaitable<Result<void>> StreamPort::accept(std::size_t number) {
  const auto greeting = fmt::format("{} {}\n", secret_, number);
  for (;;) {
    boost::system::error_code failure;
    socket_ = co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, failure));
    if (failure) co_return broken("the helper step did not connect");
    early_.clear();
    const auto size =
        co_await asio::async_read_until(socket_, asio::dynamic_buffer(early_, 1 << 16), '\n',
                                        asio::redirect_error(asio::use_awaitable, failure));
    if (failure || early_.substr(0, size) != greeting) continue;
    early_.erase(0, size);
    co_return Result<void>{};
  }
}

asio::awaitable<Result<Moved>> StreamPort::receive(std::size_t number, std::filesystem::path file) {
  auto accepted = co_await accept(number);
  if (!accepted) co_return accepted.error();
  const auto started = Clock::now();
  auto writer = archive::ZstdWriter::create(file);
  if (!writer) co_return reset(), writer.error();
  archive::TarCounter counter(is_carrier_mark);
  std::vector<char> buffer(1 << 20);
  std::string_view piece = early_;
  boost::system::error_code failure;
  for (;;) {
    counter.add(piece);
    if (auto written = writer->write(piece); !written) co_return reset(), written.error();
    if (failure) break;
    const auto count = co_await socket_.async_read_some(
        asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, failure));
    piece = {buffer.data(), count};
  }
  boost::system::error_code ignored;
  socket_.close(ignored);
  if (failure != asio::error::eof || !counter.ended() || counter.damaged())
    co_return broken(
        fmt::format("the stream from a cache mount broke off after {} files", counter.files()));
  if (auto finished = writer->finish(); !finished) co_return hang_up(), finished.error();
  co_return result_of(counter, file, started);
}

asio::awaitable<Result<Moved>> StreamPort::send(std::size_t number, std::filesystem::path file) {
  auto accepted = co_await accept(number);
  if (!accepted) co_return accepted.error();
  auto moved = co_await send_content(file);
  if (!moved && !broken_by_step_) reset();
  co_return moved;
}

asio::awaitable<Result<Moved>> StreamPort::send_content(std::filesystem::path file) {
  const auto started = Clock::now();
  auto reader = archive::ZstdReader::open(file);
  if (!reader) co_return reader.error();
  archive::TarCounter counter(is_carrier_mark);
  boost::system::error_code failure;
  for (;;) {
    auto piece = reader->read();
    if (!piece) co_return piece.error();
    if (piece->empty()) break;
    counter.add(*piece);
    if (counter.damaged()) co_return Error{Errc::io, fmt::format("{} holds no tar", file.string())};
    co_await asio::async_write(socket_, asio::buffer(*piece),
                               asio::redirect_error(asio::use_awaitable, failure));
    if (failure) co_return broken("the stream to a cache mount broke off: " + failure.message());
  }
  if (!counter.ended())
    co_return Error{Errc::io, fmt::format("{} ends in the middle of its tar", file.string())};
  socket_.shutdown(tcp::socket::shutdown_send, failure);
  // The step hangs up when everything is written: only then does the clock stop.
  char nothing = 0;
  co_await socket_.async_read_some(asio::buffer(&nothing, 1),
                                   asio::redirect_error(asio::use_awaitable, failure));
  socket_.close(failure);
  co_return result_of(counter, file, started);
}

}  // namespace bxbench::cachemount
