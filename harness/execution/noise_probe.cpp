// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/noise_probe.hpp>
#include <harness/support/digest.hpp>
#include <harness/support/files.hpp>
#include <harness/support/units.hpp>

#include <algorithm>
#include <array>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace bxbench::execution {
namespace {

double own_cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds_of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

CpuTicks cpu_ticks() {
  const auto text = read_file("/proc/stat");
  return text ? cpu_ticks_of(*text) : CpuTicks{};
}

double load_average() {
  double load = 0;
  const auto text = read_file("/proc/loadavg");
  if (text) std::istringstream(*text) >> load;
  return load;
}

/// Seconds of each unit of work.
std::vector<double> work(Duration length) {
  const std::string block(std::size_t{64} << 10, 'x');
  std::vector<double> times;
  for (const auto end = Clock::now() + length; Clock::now() < end;) {
    const auto started = Clock::now();
    (void)sha256_hex(block);
    times.push_back(seconds(Clock::now() - started));
  }
  return times;
}

double quantile(std::vector<double>& times, double share) {
  const auto place = static_cast<std::ptrdiff_t>(share * static_cast<double>(times.size() - 1));
  std::nth_element(times.begin(), times.begin() + place, times.end());
  return times[static_cast<std::size_t>(place)];
}

}  // namespace

CpuTicks cpu_ticks_of(const std::string& proc_stat) {
  std::istringstream line(proc_stat);
  std::string name;
  // user nice system idle iowait irq softirq steal
  std::array<std::uint64_t, 8> ticks{};
  line >> name;
  for (auto& tick : ticks)
    line >> tick;
  return {ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6], ticks[3] + ticks[4], ticks[7]};
}

measure::Noise probe_noise(Duration length) {
  const auto before = cpu_ticks();
  const double own_before = own_cpu_seconds();
  auto times = work(length);
  const double own = (own_cpu_seconds() - own_before) * static_cast<double>(::sysconf(_SC_CLK_TCK));
  const auto after = cpu_ticks();
  measure::Noise noise;
  noise.load = load_average();
  if (!times.empty()) {
    noise.unit = quantile(times, 0.5);
    noise.spread = quantile(times, 0.9) / noise.unit - 1;
  }
  if (const auto all = static_cast<double>(after.total() - before.total()); all > 0) {
    noise.others = std::max(0.0, (static_cast<double>(after.busy - before.busy) - own) / all);
    noise.steal = static_cast<double>(after.steal - before.steal) / all;
  }
  return noise;
}

}  // namespace bxbench::execution
