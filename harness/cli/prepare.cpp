// SPDX-License-Identifier: Apache-2.0
#include <harness/baseimage/cache_use.hpp>
#include <harness/baseimage/oci_layout.hpp>
#include <harness/baseimage/store.hpp>
#include <harness/cli/command.hpp>
#include <harness/cli/live_status.hpp>
#include <harness/cli/requirements.hpp>
#include <harness/cli/share.hpp>
#include <harness/cli/work_loop.hpp>
#include <harness/execution/fixture.hpp>
#include <harness/plan/matrix.hpp>
#include <harness/report/number.hpp>
#include <harness/script/loader.hpp>
#include <harness/support/files.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <set>

namespace asio = boost::asio;

namespace bxbench::cli {
namespace {

struct PrepareOptions {
  std::vector<std::string> workloads;
  std::vector<std::filesystem::path> files;
  bool quiet = false, bases_only = false;
};

/// Makes what is missing and tells what there is, a line for each image and fixture.
class Preparation {
 public:
  Preparation(WorkLoop& loop, const cleanup::Scratch& scratch, const PrepareOptions& options)
      : loop_(loop),
        scratch_(scratch.path()),
        bases_only_(options.bases_only),
        observer_(make_live_status(loop.executor(),
                                   options.quiet ? Verbosity::quiet : Verbosity::normal)) {}

  asio::awaitable<Result<void>> prepare(std::vector<const suite::Workload*> workloads) {
    for (const auto* workload : workloads) {
      auto made = co_await make_bases(workload->bases);
      if (!made) co_return made.error();
      for (const auto& fixture : workload->fixtures) {
        made = co_await make_bases(fixture.bases);
        if (!made) co_return made.error();
        if (bases_only_) continue;
        made = co_await make_fixture(workload->name, fixture);
        if (!made) co_return made.error();
      }
    }
    co_return Result<void>{};
  }
  void end_status() { observer_.reset(); }
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  asio::awaitable<Result<void>> make_bases(suite::Bases bases) {
    baseimage::Store store(loop_.launcher(), baseimage::cache_root() / "bases",
                           [this](const std::string& what) { observer_->preparing(what); });
    for (const auto& [image, recipe] : bases) {
      auto layout = co_await store.ensure(image, recipe);
      if (!layout) co_return layout.error();
      if (!told_.insert(*layout).second) continue;
      const auto digest = baseimage::manifest_digest(*layout);
      if (!digest) co_return digest.error();
      lines_.push_back(fmt::format("base image  {:<26} {:>9}  {}", image,
                                   report::human_bytes(size_of_tree(*layout)), *digest));
    }
    co_return Result<void>{};
  }

  asio::awaitable<Result<void>> make_fixture(std::string workload, suite::Fixture fixture) {
    const execution::Workshop workshop{loop_.executor(), loop_.launcher(), scratch_, *observer_};
    auto kept = co_await execution::ensure_fixture(workshop, fixture);
    if (!kept) co_return kept.error();
    if (told_.insert(*kept).second)
      lines_.push_back(fmt::format("fixture     {:<26} {:>9}",
                                   fmt::format("{}: {}", workload, fixture.name),
                                   report::human_bytes(size_of_tree(*kept))));
    co_return Result<void>{};
  }

  WorkLoop& loop_;
  std::filesystem::path scratch_;
  bool bases_only_;
  std::unique_ptr<execution::Observer> observer_;
  std::set<std::filesystem::path> told_;
  std::vector<std::string> lines_;
};

Result<int> prepare(const PrepareOptions& options) {
  auto suite = script::load_suite({share_directory(), options.files, {}});
  if (!suite) return suite.error();
  auto workloads = plan::choose_workloads(*suite, options.workloads);
  if (!workloads) return workloads.error();
  if (auto ready = check_requirements(*workloads); !ready) return ready.error();
  auto kept = baseimage::CacheUse::shared();
  if (!kept) return kept.error();
  auto scratch = cleanup::Scratch::create();
  if (!scratch) return scratch.error();
  WorkLoop loop(*scratch);
  Preparation preparation(loop, *scratch, options);
  auto done = loop.run(preparation.prepare(*workloads), [&] { preparation.end_status(); });
  for (const auto& line : preparation.lines())
    fmt::print("{}\n", line);
  if (!done) return done.error();
  return exit_ok;
}

}  // namespace

void declare_prepare(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<PrepareOptions>();
  options->workloads = {"*"};
  auto* command = app.add_subcommand(
      "prepare", "Make the base images and fixtures of workloads now, so that runs start at once");
  command->add_option("workload", options->workloads, "Workloads by name or glob (default: all)")
      ->type_name("NAME|GLOB");
  command->add_option("--load", options->files, "Also know what these Lua files define")
      ->allow_extra_args(false)
      ->type_name("FILE|DIR");
  command->add_flag("--bases-only", options->bases_only, "Base images alone, no fixtures");
  command->add_flag("-q,--quiet", options->quiet, "No progress on stderr");
  command->callback(
      [&chosen, options] { chosen = [options](const auto&) { return prepare(*options); }; });
}

}  // namespace bxbench::cli
