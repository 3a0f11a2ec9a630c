// SPDX-License-Identifier: Apache-2.0
// How fast the Actions cache service moves entries, next to nginx and cp on the same files, and how
// much memory it takes. All data is on tmpfs (/dev/shm), all traffic on loopback.
//   cache_load SERVICE_PROGRAM [REPETITIONS]
#include <harness/analysis/stats/paired.hpp>
#include <harness/analysis/stats/summary.hpp>
#include <tests/bench/cache/phases.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sys/resource.h>

namespace fs = std::filesystem;
namespace stats = bxbench::analysis::stats;
using namespace bxbench;
using namespace bxbench::bench;

namespace {

constexpr Bytes megabyte = 1000 * 1000;

/// A directory on tmpfs that goes with this. Its name is none that a run of bxbench clears away.
struct Scratch {
  fs::path path;
  Scratch() {
    std::string name = "/dev/shm/cache-load-XXXXXX";
    if (!::mkdtemp(name.data())) throw std::runtime_error("cannot write to /dev/shm");
    path = name;
  }
  ~Scratch() { fs::remove_all(path); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
};

Load make_load(const fs::path& root, std::string_view name, std::size_t count, Bytes size) {
  Load load;
  load.size = size;
  std::string piece(megabyte, '\0');
  for (std::size_t at = 0; at < piece.size(); ++at)
    piece[at] = static_cast<char>(at * 31 + at / 251);
  for (std::size_t number = 0; number < count; ++number) {
    load.files.push_back(root / fmt::format("{}-{}", name, number));
    std::ofstream out(load.files.back(), std::ios::binary);
    for (Bytes written = 0; written < size; written += piece.size())
      out << piece;
  }
  return load;
}

struct Bench {
  std::string program;
  const fs::path& scratch;
  Load large, small;
  std::map<std::string, std::vector<double>> rates{};  ///< MB/s
  std::size_t errors = 0;
  Bytes service_peak = 0, nginx_peak = 0;

  void note(const std::string& what, const Load& load, const Moved& moved) {
    const auto bytes = static_cast<double>(load.size * load.files.size());
    rates[what].push_back(bytes / megabyte / moved.seconds);
    errors += moved.errors;
  }
  void run_service();
  void run_nginx();
  void run_copy();
  void run_once(int repetition);
};

void Bench::run_service() {
  const auto store = scratch / "store";
  {
    const auto service = start_service(program, store);
    note("save large", large, save(service, large));
    note("restore large", large, restore(service, large));
    note("save small", small, save(service, small));
    note("restore small", small, restore(service, small));
    service_peak = std::max(service_peak, service.child->peak_memory());
  }
  fs::remove_all(store);
}

void Bench::run_nginx() {
  const auto nginx = start_nginx(large.files.front().parent_path(), scratch);
  note("nginx large", large, fetch(nginx, large));
  note("nginx small", small, fetch(nginx, small));
  nginx_peak = std::max(nginx_peak, nginx.child->peak_memory());
}

void Bench::run_copy() {
  note("cp large", large, copy(large, scratch / "copy"));
  note("cp small", small, copy(small, scratch / "copy"));
}

/// By turns, each time in another order, so that what drifts hits all alike.
void Bench::run_once(int repetition) {
  constexpr int parts = 3;
  for (int turn = 0; turn < parts; ++turn) {
    const int part = (turn + repetition) % parts;
    if (part == 0) run_service();
    if (part == 1) run_nginx();
    if (part == 2) run_copy();
  }
}

std::string with_interval(double value, const std::optional<stats::Interval>& ci95, int digits) {
  auto text = fmt::format("{:.{}f}", value, digits);
  if (ci95) text += fmt::format(" [{:.{}f}–{:.{}f}]", ci95->first, digits, ci95->second, digits);
  return text;
}

void print_row(Bench& bench, const std::string& title, const std::string& ours,
               const std::string& theirs) {
  const auto& rates = bench.rates;
  const auto our_rate = stats::summarize(rates.at(ours));
  const auto their_rate = stats::summarize(rates.at(theirs));
  const auto ratio = stats::paired_ratio(rates.at(ours), rates.at(theirs)).value();
  fmt::print("{:<18}  {:<20}  {:<5}  {:<20}  {}\n", title,
             with_interval(*our_rate.median, our_rate.ci95, 0), theirs.substr(0, theirs.find(' ')),
             with_interval(*their_rate.median, their_rate.ci95, 0),
             with_interval(ratio.value, ratio.ci95, 2));
}

void print(Bench& bench, int repetitions) {
  fmt::print("data on tmpfs, loopback, {} repetitions by turns; MB/s, medians [95 % interval]\n",
             repetitions);
  fmt::print("service: with lookup, create and finalize; small files over {} connections\n\n",
             bench.small.clients);
  fmt::print("{:<18}  {:<20}  {:<5}  {:<20}  {}\n", "", "service", "peer", "", "service / peer");
  print_row(bench, "restore 1 x 1 GB", "restore large", "nginx large");
  print_row(bench, "restore 1000 x 1 MB", "restore small", "nginx small");
  print_row(bench, "save 1 x 1 GB", "save large", "cp large");
  print_row(bench, "save 1000 x 1 MB", "save small", "cp small");
  fmt::print("\nerrors {}; peak memory: service {:.1f} MB, nginx {:.1f} MB\n", bench.errors,
             static_cast<double>(bench.service_peak) / megabyte,
             static_cast<double>(bench.nginx_peak) / megabyte);
}

/// Every file by a client of its own, all at once.
void run_crowd(Bench& bench) {
  auto crowd = bench.small;
  crowd.clients = crowd.files.size();
  const auto service = start_service(bench.program, bench.scratch / "crowd");
  const auto saved = save(service, crowd);
  const auto restored = restore(service, crowd);
  fmt::print("\n{} concurrent clients, 1 MB each\n", crowd.clients);
  fmt::print("save     {:.2f} s, errors {}\nrestore  {:.2f} s, errors {}\n", saved.seconds,
             saved.errors, restored.seconds, restored.errors);
  fmt::print("peak memory of the service {:.1f} MB\n",
             static_cast<double>(service.child->peak_memory()) / megabyte);
}

void allow_many_connections() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return fmt::print(stderr, "usage: {} SERVICE_PROGRAM [REPETITIONS]\n", argv[0]), 2;
  const int repetitions = argc > 2 ? std::atoi(argv[2]) : 9;
  try {
    allow_many_connections();
    const Scratch scratch;
    const auto root = scratch.path / "files";
    fs::create_directory(root);
    Bench bench{argv[1], scratch.path, make_load(root, "large", 1, 1000 * megabyte),
                make_load(root, "small", 1000, megabyte)};
    bench.small.clients = 4;  // as BuildKit downloads
    bench.run_once(0);        // warms up
    bench.rates.clear();
    for (int repetition = 0; repetition < repetitions; ++repetition)
      bench.run_once(repetition);
    print(bench, repetitions);
    run_crowd(bench);
  } catch (const std::exception& failure) {
    return fmt::print(stderr, "{}\n", failure.what()), 3;
  }
}
