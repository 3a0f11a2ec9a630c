// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/private_dockerd.hpp>
#include <harness/execution/runner.hpp>
#include <harness/support/files.hpp>

namespace bxbench::execution {

Runner::Runner(process::Launcher& launcher, std::filesystem::path directory)
    : directory_(std::move(directory)),
      builder_(builder::make_private_dockerd(launcher, directory_ / "d")) {}

boost::asio::awaitable<Result<void>> Runner::start() {
  for (const auto& needed : {cache_dir(), temporary()})
    if (auto made = make_directories(needed); !made) co_return made.error();
  co_return co_await builder_->start();
}

boost::asio::awaitable<void> Runner::remove() {
  co_await builder_->remove();
  (void)remove_tree(directory_);
}

}  // namespace bxbench::execution
