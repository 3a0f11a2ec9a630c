// SPDX-License-Identifier: Apache-2.0
#include <harness/cachemount/carrier.hpp>
#include <harness/cachemount/helper_build.hpp>
#include <harness/cachemount/stream_port.hpp>
#include <harness/support/digest.hpp>

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace asio = boost::asio;
namespace fs = std::filesystem;
using asio::awaitable;
using namespace asio::experimental::awaitable_operators;

namespace bxbench::cachemount {
namespace {

using AllMoved = Result<std::vector<Moved>>;
enum class Verb { extract, inject };

std::vector<suite::CacheMount> mounts_of(const std::vector<Transfer>& transfers) {
  std::vector<suite::CacheMount> mounts;
  for (const auto& transfer : transfers)
    mounts.push_back(transfer.mount);
  return mounts;
}

bool same(const Content& a, const Content& b) {
  return a.bytes == b.bytes && a.files == b.files && a.directories == b.directories &&
         a.others == b.others;
}

/// What the step saw in each mount must be what the stream carried.
Result<void> compare(const std::string& said, const std::vector<Transfer>& transfers,
                     const std::vector<Moved>& moved) {
  auto seen = read_contents(said, mounts_of(transfers));
  if (!seen) return seen.error();
  for (std::size_t n = 0; n < moved.size(); ++n)
    if (!same(moved[n], (*seen)[n]))
      return Error{Errc::io, fmt::format("cache mount {} holds {} files of {} bytes, but {} files "
                                         "of {} bytes were moved",
                                         transfers[n].mount.id, (*seen)[n].files, (*seen)[n].bytes,
                                         moved[n].files, moved[n].bytes)};
  return {};
}

/// The streams of one helper step, in the order of its mounts.
awaitable<AllMoved> stream_all(StreamPort& port, Verb verb,
                               const std::vector<Transfer>& transfers) {
  std::vector<Moved> all;
  for (std::size_t n = 0; n < transfers.size(); ++n) {
    Result<Moved> moved = Moved{};
    if (verb == Verb::extract)
      moved = co_await port.receive(n, transfers[n].file);
    else
      moved = co_await port.send(n, transfers[n].file);
    if (!moved) co_return moved.error();
    all.push_back(*moved);
  }
  co_return all;
}

/// Runs a helper step and the streams that it talks to. When both fail, the step tells why, unless
/// it was bxbench that hung up.
awaitable<AllMoved> exchange(process::Launcher& launcher, const builder::Builder& builder,
                             fs::path directory, Verb verb,
                             const std::vector<Transfer>& transfers) {
  StreamPort port(co_await asio::this_coro::executor);
  HelperBuild build;
  build.mounts = mounts_of(transfers);
  build.words = {verb == Verb::extract ? "extract" : "inject", std::to_string(port.port()),
                 port.secret()};
  build.directory = std::move(directory);
  auto step = [&]() -> awaitable<Result<std::string>> {
    auto said = co_await run_helper(launcher, builder, build);
    said ? port.stop_listening() : port.hang_up();
    co_return said;
  };
  auto [said, moved] = co_await (step() && stream_all(port, verb, transfers));
  if (!moved && (said || !port.broken_by_step())) co_return moved.error();
  if (!said) co_return said.error();
  if (auto compared = compare(*said, transfers, *moved); !compared) co_return compared.error();
  co_return moved;
}

fs::path unfinished(const fs::path& file) {
  return file.string() + ".part";
}

Result<void> keep(const std::vector<Transfer>& transfers) {
  for (const auto& transfer : transfers) {
    std::error_code failure;
    fs::rename(unfinished(transfer.file), transfer.file, failure);
    if (failure)
      return Error{Errc::io,
                   fmt::format("cannot name {}: {}", transfer.file.string(), failure.message())};
  }
  return {};
}

void discard(const std::vector<Transfer>& transfers) {
  for (const auto& transfer : transfers)
    for (const auto& file : {transfer.file, unfinished(transfer.file)}) {
      std::error_code ignored;
      fs::remove(file, ignored);
    }
}

}  // namespace

awaitable<AllMoved> Carrier::extract(std::vector<Transfer> transfers) {
  if (transfers.empty()) co_return std::vector<Moved>{};
  auto parts = transfers;
  for (auto& part : parts)
    part.file = unfinished(part.file);
  auto moved = co_await exchange(launcher_, builder_, directory_, Verb::extract, parts);
  if (moved)
    if (auto kept = keep(transfers); !kept) moved = kept.error();
  if (!moved) discard(transfers);
  co_return moved;
}

awaitable<AllMoved> Carrier::inject(std::vector<Transfer> transfers) {
  std::vector<Transfer> present;
  for (const auto& transfer : transfers)
    if (fs::exists(transfer.file)) present.push_back(transfer);
  AllMoved moved = std::vector<Moved>{};
  if (!present.empty())
    moved = co_await exchange(launcher_, builder_, directory_, Verb::inject, present);
  if (!moved) {
    auto error = moved.error();
    error.message += "; the mounts may hold a part of what was to be injected";
    co_return error;
  }
  std::vector<Moved> all;
  for (std::size_t n = 0, taken = 0; n < transfers.size(); ++n) {
    const bool was_there = taken < present.size() && present[taken].file == transfers[n].file;
    all.push_back(was_there ? (*moved)[taken++] : Moved{});
  }
  co_return all;
}

awaitable<Result<Moved>> Carrier::extract(suite::CacheMount mount, fs::path file) {
  const std::vector<Transfer> one{{std::move(mount), std::move(file)}};
  auto moved = co_await extract(one);
  if (!moved) co_return moved.error();
  co_return moved->front();
}

awaitable<Result<Moved>> Carrier::inject(suite::CacheMount mount, fs::path file) {
  const std::vector<Transfer> one{{std::move(mount), std::move(file)}};
  auto moved = co_await inject(one);
  if (!moved) co_return moved.error();
  co_return moved->front();
}

awaitable<Result<std::vector<Content>>> Carrier::sizes(std::vector<suite::CacheMount> mounts) {
  HelperBuild build;
  build.mounts = mounts;
  build.words = {"look", to_hex(random_bytes(8))};
  build.directory = directory_;
  auto said = co_await run_helper(launcher_, builder_, build);
  if (!said) co_return said.error();
  co_return read_contents(*said, mounts);
}

awaitable<Result<void>> Carrier::fetch(std::vector<std::string> images,
                                       std::map<std::string, std::string> contexts,
                                       std::optional<Duration> limit) {
  HelperBuild build;
  build.limit = limit;
  build.images = std::move(images);
  build.contexts = std::move(contexts);
  build.words = {"look", to_hex(random_bytes(8))};
  build.directory = directory_;
  auto said = co_await run_helper(launcher_, builder_, build);
  if (said) co_return Result<void>{};
  auto error = said.error();
  if (build.images.empty() || error.code != Errc::environment) co_return error;
  error.code = Errc::build_failed;
  error.message = fmt::format("fetching the base images {} before the job failed: {}",
                              fmt::join(build.images, ", "), error.message);
  co_return error;
}

}  // namespace bxbench::cachemount
