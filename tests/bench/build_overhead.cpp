// SPDX-License-Identifier: Apache-2.0
// What bxbench adds to the time of a build: the same fully cached build on the same daemon, through
// bxbench with everything that it looks at, and by hand in a shell that times it with its own
// `time`. Pairs follow each other; which of a pair comes first is drawn. And how much of the
// machine bxbench itself takes while its builds run, compressing the log afterwards included.
//   build_overhead [PAIRS]
#include <harness/analysis/stats/paired.hpp>
#include <harness/analysis/stats/summary.hpp>
#include <harness/baseimage/store.hpp>
#include <harness/builder/private_dockerd.hpp>
#include <harness/cleanup/scratch.hpp>
#include <harness/execution/build.hpp>
#include <harness/measure/evidence.hpp>
#include <harness/measure/phases.hpp>
#include <harness/process/asio_launcher.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <random>
#include <sys/resource.h>
#include <thread>
#include <vector>

namespace asio = boost::asio;
namespace fs = std::filesystem;
using namespace bxbench;

namespace {

struct Times {
  std::vector<double> through_bxbench, by_hand;  ///< seconds
  double own_cpu = 0;  ///< seconds of CPU time of this process, around the builds through it
  double around = 0;   ///< seconds on the clock for the same
};

double own_cpu_seconds() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto seconds_of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
}

builder::BuildRequest request_for(const fs::path& layout) {
  const auto workload = fs::path(BXBENCH_PROJECT_ROOT) / "scenarios/workloads/shell/app";
  builder::BuildRequest request;
  request.context = workload;
  request.dockerfile = workload / "Dockerfile.layer";
  request.contexts = {{"busybox:1.36", "oci-layout://" + layout.string()}};
  request.tag = "bxbench/overhead";
  return request;
}

asio::awaitable<Result<double>> by_hand(process::Launcher& launcher,
                                        const builder::Builder& builder,
                                        const builder::BuildRequest& request) {
  const auto build = builder::build_command(builder, request);
  process::Command shell{
      .argv = {"bash", "-c",
               "TIMEFORMAT=%R; time " + process::to_text(build) + " > /dev/null 2>&1"},
      .env = build.env};
  auto outcome = co_await process::run_checked(launcher, shell, "building by hand");
  if (!outcome) co_return outcome.error();
  co_return std::strtod(outcome->err.c_str(), nullptr);
}

/// One build through bxbench, as a job does it.
asio::awaitable<Result<double>> through_bxbench(process::Launcher& launcher,
                                                const builder::Builder& builder,
                                                builder::BuildRequest request, fs::path log,
                                                Times& times) {
  execution::BuildListener listener;
  listener.log = std::move(log);
  const double cpu_before = own_cpu_seconds();
  const auto started = Clock::now();
  auto built = co_await execution::run_build(launcher, builder, request, listener);
  if (!built) co_return built.error();
  if (built->failure) co_return *built->failure;
  measure::Sample sample;
  measure::add_build_phases(sample.phases, built->trace, seconds(built->wall));
  measure::add_build_evidence(sample.evidence, built->trace);
  times.own_cpu += own_cpu_seconds() - cpu_before;
  times.around += seconds(Clock::now() - started);
  co_return seconds(built->wall);
}

asio::awaitable<Result<Times>> take_times(process::Launcher& launcher,
                                          const builder::Builder& builder,
                                          builder::BuildRequest request, fs::path log, int pairs) {
  Times times;
  std::mt19937 random(std::random_device{}());
  for (int pair = -2; pair < pairs; ++pair) {  // the first two fill the cache and warm up
    if (pair == 0) times = {};
    const bool hand_first = random() % 2 == 0;
    for (const bool hand : {hand_first, !hand_first}) {
      Result<double> taken = 0.0;
      if (hand)
        taken = co_await by_hand(launcher, builder, request);
      else
        taken = co_await through_bxbench(launcher, builder, request, log, times);
      if (!taken) co_return taken.error();
      (hand ? times.by_hand : times.through_bxbench).push_back(*taken);
    }
  }
  co_return times;
}

asio::awaitable<Result<Times>> bench(process::Launcher& launcher, fs::path scratch, int pairs) {
  baseimage::Store bases(launcher, baseimage::cache_root() / "bases", [](const auto&) {});
  const suite::BaseRecipe busybox;
  auto layout = co_await bases.ensure("busybox:1.36", busybox);
  if (!layout) co_return layout.error();
  auto builder = builder::make_private_dockerd(launcher, scratch / "d");
  auto started = co_await builder->start();
  Result<Times> times = Times{};
  if (started)
    times = co_await take_times(launcher, *builder, request_for(*layout),
                                scratch / "build.progress.jsonl.zst", pairs);
  else
    times = started.error();
  co_await builder->remove();
  co_return times;
}

void print(const Times& times) {
  const auto through = analysis::stats::summarize(times.through_bxbench);
  const auto hand = analysis::stats::summarize(times.by_hand);
  const auto ratio = analysis::stats::paired_ratio(times.through_bxbench, times.by_hand).value();
  fmt::print("a fully cached build, {} pairs in drawn order\n", times.by_hand.size());
  fmt::print("  by hand          median {:.3f} s\n", *hand.median);
  fmt::print("  through bxbench  median {:.3f} s\n", *through.median);
  fmt::print("  ratio            {:.3f}", ratio.value);
  if (ratio.ci95) fmt::print(" [{:.3f}–{:.3f}]", ratio.ci95->first, ratio.ci95->second);
  fmt::print("\n");
  const auto cpus = static_cast<double>(std::thread::hardware_concurrency());
  fmt::print("  bxbench's own CPU time {:.1f} ms per build: {:.2f} % of the machine's {:g} CPUs\n",
             1000 * times.own_cpu / static_cast<double>(times.through_bxbench.size()),
             100 * times.own_cpu / times.around / cpus, cpus);
}

}  // namespace

int main(int argc, char** argv) {
  const int pairs = argc > 1 ? std::atoi(argv[1]) : 30;
  auto scratch = cleanup::Scratch::create();
  if (!scratch) return fmt::print(stderr, "{}\n", scratch.error().message), 3;
  asio::io_context loop(1);
  Interrupt interrupt;
  auto launcher = process::make_asio_launcher(
      loop.get_executor(), interrupt, {{cleanup::owner_variable, scratch->path().string()}});
  int code = 3;
  asio::co_spawn(loop, bench(*launcher, scratch->path(), pairs),
                 [&](std::exception_ptr bug, Result<Times> times) {
                   if (bug) std::rethrow_exception(bug);
                   if (times)
                     print(*times), code = 0;
                   else
                     fmt::print(stderr, "{}\n", times.error().message);
                 });
  loop.run();
  return code;
}
