// SPDX-License-Identifier: Apache-2.0
#include <harness/cleanup/tear_down.hpp>
#include <harness/execution/runner.hpp>
#include <harness/support/files.hpp>
#include <harness/support/say.hpp>

#include <fmt/format.h>

namespace bxbench::execution {

Runner::Runner(process::Launcher& launcher, std::filesystem::path directory,
               builder::Setting setting)
    : directory_(std::move(directory)),
      builder_(builder::make_builder(launcher, directory_ / "d", std::move(setting))) {}

Result<void> Runner::make_places() const {
  for (const auto& needed : {cache_dir(), temporary()})
    if (auto made = make_directories(needed); !made) return made;
  return {};
}

boost::asio::awaitable<Result<void>> Runner::start() {
  if (auto made = make_places(); !made) co_return made.error();
  started_ = true;
  co_return co_await builder_->start();
}

Bytes Runner::size() const {
  return size_of_tree(directory_ / "d");
}

boost::asio::awaitable<Result<void>> Runner::save(std::filesystem::path directory) {
  co_return co_await builder_->save(std::move(directory));
}

boost::asio::awaitable<Result<void>> Runner::restore(std::filesystem::path directory) {
  if (auto made = make_places(); !made) co_return made.error();
  started_ = true;
  co_return co_await builder_->restore(std::move(directory));
}

boost::asio::awaitable<void> Runner::remove() {
  co_await builder_->remove();
  for (const auto& problem : cleanup::tear_down(directory_).problems)
    say(fmt::format("bxbench: removing a runner: {}\n", problem));
}

}  // namespace bxbench::execution
