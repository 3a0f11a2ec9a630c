// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/noise.hpp>
#include <harness/baseimage/cache_use.hpp>
#include <harness/builder/identity.hpp>
#include <harness/builder/select.hpp>
#include <harness/cleanup/scratch.hpp>
#include <harness/cli/engine.hpp>
#include <harness/cli/fingerprint.hpp>
#include <harness/cli/live_status.hpp>
#include <harness/cli/resume.hpp>
#include <harness/cli/run_folder.hpp>
#include <harness/cli/work_loop.hpp>
#include <harness/execution/noise_probe.hpp>
#include <harness/execution/run_plan.hpp>
#include <harness/journal/host.hpp>
#include <harness/support/say.hpp>

#include <fmt/format.h>

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

class Engine {
 public:
  Engine(const RunOptions& options, const Choice& choice, fs::path folder,
         const journal::ResultSet* earlier, cleanup::Scratch& scratch)
      : options_(options),
        choice_(choice),
        folder_(std::move(folder)),
        earlier_(earlier),
        scratch_(scratch),
        loop_(scratch) {}

  Result<void> run() {
    return loop_.run(work(), [this] { observer_.reset(); });
  }

 private:
  asio::awaitable<Result<void>> work();
  asio::awaitable<Result<builder::Identity>> identity();
  Result<journal::RunStarted> run_started(const builder::Identity& identity) const;
  Result<journal::Journal> open_journal(const builder::Identity& identity) const;
  execution::RunSetting setting() const;

  const RunOptions& options_;
  const Choice& choice_;
  fs::path folder_;
  const journal::ResultSet* earlier_;  ///< null: a new run
  cleanup::Scratch& scratch_;
  WorkLoop loop_;
  std::unique_ptr<execution::Observer> observer_;
};

/// Starts a builder once to see that it works and what it is.
asio::awaitable<Result<builder::Identity>> Engine::identity() {
  auto builder = builder::make_builder(loop_.launcher(), scratch_.path() / "i");
  auto started = co_await builder->start();
  Result<builder::Identity> identity = builder::Identity{};
  if (started)
    identity = co_await builder::identify(loop_.launcher(), *builder);
  else
    identity = started.error();
  co_await builder->remove();
  co_return identity;
}

Result<journal::RunStarted> Engine::run_started(const builder::Identity& identity) const {
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
  run.environment.bases = fmt::format("{}, {}", options_.bases, options_.base_pull);
  run.environment.link = link::to_text(link::parse_shape(options_.link).value());
  run.request = request_of(options_);
  auto inputs = fingerprint(choice_, fs::absolute(folder_).parent_path().lexically_normal());
  if (!inputs) return inputs.error();
  run.inputs = std::move(*inputs);
  return run;
}

/// A new journal, or that of the run that goes on, when nothing has changed since.
Result<journal::Journal> Engine::open_journal(const builder::Identity& identity) const {
  const auto now = run_started(identity);
  if (!now) return now.error();
  const auto file = folder_ / "journal.jsonl";
  if (const auto* then = earlier_ != nullptr ? &earlier_->run : options_.same_as) {
    if (auto same = check_same_inputs(*then, *now); !same) return same.error();
    if (auto same = check_same_environment(*then, *now); !same) return same.error();
  }
  if (earlier_ != nullptr) return journal::Journal::reopen(file);
  auto journal = journal::Journal::create(file);
  if (!journal) return journal;
  if (auto kept = journal->append(*now); !kept) return kept.error();
  return journal;
}

execution::RunSetting Engine::setting() const {
  execution::RunSetting setting;
  setting.logs = folder_ / "logs";
  setting.run_id = folder_.filename().string();
  setting.baseline = options_.baseline;
  setting.stopping = {options_.precision, options_.max_runs};
  const auto to_duration = [](double seconds) {
    return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
  };
  if (options_.max_time) setting.time_limit = to_duration(*options_.max_time);
  setting.job_limit = to_duration(options_.job_limit);
  setting.checkpoints = options_.checkpoints;
  if (earlier_ != nullptr) setting.earlier = earlier_->trials;
  setting.now_utc = now_utc;
  return setting;
}

/// Looks at the machine before anything runs on it, and says when it is not fit.
Result<void> look_at_machine(journal::Journal& journal, bool quiet) {
  auto noise = execution::probe_noise(std::chrono::milliseconds(500));
  noise.when = now_utc();
  if (!quiet)
    for (const auto& reason : analysis::unfit({noise}))
      say(fmt::format("bxbench: warning: {}\n", reason));
  return journal.append(noise);
}

asio::awaitable<Result<void>> Engine::work() {
  const auto verbosity = options_.quiet     ? Verbosity::quiet
                         : options_.verbose ? Verbosity::verbose
                                            : Verbosity::normal;
  observer_ = make_live_status(loop_.executor(), verbosity);
  auto identity = co_await this->identity();
  if (!identity) co_return identity.error();
  auto journal = open_journal(*identity);
  if (!journal) co_return journal.error();
  if (auto looked = look_at_machine(*journal, options_.quiet); !looked) co_return looked.error();
  const execution::Workshop workshop{
      loop_.executor(),
      loop_.launcher(),
      scratch_.path(),
      *observer_,
      link::parse_shape(options_.link).value(),
      {options_.bases == "local", options_.base_pull == "cold", options_.registry_mirror}};
  const auto setting = this->setting();
  auto done = co_await execution::run_plan(workshop, choice_.plan, *journal, setting);
  const bool interrupted = !done && done.error().code == Errc::interrupted;
  const journal::RunFinished finished{now_utc(), interrupted, done ? *done : ""};
  if (done || interrupted)
    if (auto kept = journal->append(finished); !kept) co_return kept.error();
  if (!done) co_return done.error();
  co_return Result<void>{};
}

}  // namespace

Result<void> run_engine(const RunOptions& options, const Choice& choice, const fs::path& folder,
                        const journal::ResultSet* earlier) {
  auto kept = baseimage::CacheUse::shared();
  if (!kept) return kept.error();
  auto scratch = cleanup::Scratch::create();
  if (!scratch) return scratch.error();
  Engine engine(options, choice, folder, earlier, *scratch);
  return engine.run();
}

}  // namespace bxbench::cli
