// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/identity.hpp>
#include <harness/builder/select.hpp>
#include <harness/cleanup/scratch.hpp>
#include <harness/cli/engine.hpp>
#include <harness/cli/live_status.hpp>
#include <harness/cli/run_folder.hpp>
#include <harness/execution/run_plan.hpp>
#include <harness/journal/host.hpp>
#include <harness/process/asio_launcher.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include <csignal>
#include <exception>
#include <optional>

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

class Engine {
 public:
  Engine(const RunOptions& options, const Choice& choice, fs::path folder,
         cleanup::Scratch& scratch)
      : options_(options),
        choice_(choice),
        folder_(std::move(folder)),
        scratch_(scratch),
        launcher_(process::make_asio_launcher(
            loop_.get_executor(), interrupt_,
            {{cleanup::owner_variable, scratch.path().string()}, {"LC_ALL", "C.UTF-8"}})) {}

  Result<void> run() {
    asio::signal_set signals(loop_, SIGINT, SIGTERM, SIGHUP);
    signals.async_wait([this](boost::system::error_code failure, int) {
      if (!failure) interrupt_.raise();
    });
    std::optional<Result<void>> outcome;
    asio::co_spawn(loop_, work(), [&](std::exception_ptr bug, Result<void> result) {
      observer_.reset();
      signals.cancel();
      if (bug) std::rethrow_exception(bug);
      outcome.emplace(std::move(result));
    });
    while (!outcome && loop_.run_one() > 0) {
    }
    return outcome ? *outcome : Result<void>(Error{Errc::io, "the event loop ended early"});
  }

 private:
  asio::awaitable<Result<void>> work();
  asio::awaitable<Result<builder::Identity>> identity();
  journal::RunStarted run_started(const builder::Identity& identity) const;

  const RunOptions& options_;
  const Choice& choice_;
  fs::path folder_;
  cleanup::Scratch& scratch_;
  Interrupt interrupt_;  // outlives what the loop still holds
  asio::io_context loop_{1};
  std::unique_ptr<process::Launcher> launcher_;
  std::unique_ptr<execution::Observer> observer_;
};

/// Starts a builder once to see that it works and what it is.
asio::awaitable<Result<builder::Identity>> Engine::identity() {
  auto builder = builder::make_builder(*launcher_, scratch_.path() / "i");
  auto started = co_await builder->start();
  Result<builder::Identity> identity = builder::Identity{};
  if (started)
    identity = co_await builder::identify(*launcher_, *builder);
  else
    identity = started.error();
  co_await builder->remove();
  co_return identity;
}

journal::RunStarted Engine::run_started(const builder::Identity& identity) const {
  journal::RunStarted run;
  run.id = folder_.filename().string();
  run.started = now_utc();
  run.command = options_.command;
  run.seed = choice_.selection.seed;
  run.repetitions = choice_.selection.repetitions;
  run.baseline = options_.baseline;
  for (const auto& [workload, strategy, scenario] : choice_.plan.combinations)
    run.order.push_back({workload->name, strategy->name, scenario->name, ""});
  run.environment = journal::host_environment();
  run.environment.scratch = scratch_.storage();
  run.environment.docker = identity.docker;
  run.environment.buildx = identity.buildx;
  run.environment.buildkit = identity.buildkit;
  run.environment.driver = identity.driver;
  run.environment.link = link::to_text(link::parse_shape(options_.link).value());
  return run;
}

asio::awaitable<Result<void>> Engine::work() {
  const auto verbosity = options_.quiet     ? Verbosity::quiet
                         : options_.verbose ? Verbosity::verbose
                                            : Verbosity::normal;
  observer_ = make_live_status(loop_.get_executor(), verbosity);
  auto identity = co_await this->identity();
  if (!identity) co_return identity.error();
  auto journal = journal::Journal::create(folder_ / "journal.jsonl");
  if (!journal) co_return journal.error();
  if (auto kept = journal->append(run_started(*identity)); !kept) co_return kept.error();
  const execution::Workshop workshop{loop_.get_executor(), *launcher_, scratch_.path(), *observer_,
                                     link::parse_shape(options_.link).value()};
  auto done = co_await execution::run_plan(workshop, choice_.plan, *journal, folder_ / "logs",
                                           folder_.filename().string());
  const bool interrupted = !done && done.error().code == Errc::interrupted;
  if (done || interrupted)
    if (auto kept = journal->append(journal::RunFinished{now_utc(), interrupted}); !kept)
      co_return kept.error();
  co_return done;
}

}  // namespace

Result<void> run_engine(const RunOptions& options, const Choice& choice, const fs::path& folder) {
  auto scratch = cleanup::Scratch::create();
  if (!scratch) return scratch.error();
  Engine engine(options, choice, folder, *scratch);
  return engine.run();
}

}  // namespace bxbench::cli
