// SPDX-License-Identifier: Apache-2.0
#include <harness/process/usage_meter.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bxbench::process {
namespace {

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::optional<Usage> usage_so_far(const std::vector<pid_t>& processes) {
  Usage sum;
  const auto per_second = static_cast<double>(::sysconf(_SC_CLK_TCK));
  for (const auto process : processes) {
    const auto stat = read_file(fmt::format("/proc/{}/stat", process));
    const auto ticks = stat ? ticks_of_stat(*stat) : std::nullopt;
    if (!ticks) return std::nullopt;
    sum.cpu_seconds += static_cast<double>(ticks->user + ticks->system) / per_second;
    sum.system_seconds += static_cast<double>(ticks->system) / per_second;
  }
  return sum;
}

std::optional<Bytes> peak_of(const std::vector<pid_t>& processes) {
  Bytes sum = 0;
  for (const auto process : processes) {
    const auto status = read_file(fmt::format("/proc/{}/status", process));
    const auto peak = status ? peak_of_status(*status) : std::nullopt;
    if (!peak) return std::nullopt;
    sum += *peak;
  }
  return sum;
}

/// Makes VmHWM begin anew at what is resident now (proc(5), clear_refs, since Linux 4.0).
bool restart_peak(pid_t process) {
  auto* file = std::fopen(fmt::format("/proc/{}/clear_refs", process).c_str(), "we");
  if (file == nullptr) return false;
  const bool written = std::fputs("5", file) >= 0;
  return std::fclose(file) == 0 && written;
}

}  // namespace

std::optional<Usage> usage_of_ended(pid_t child) {
  siginfo_t ended{};
  rusage used{};
  // The C library's waitid() leaves out the last argument of the system call.
  if (::syscall(SYS_waitid, P_PID, child, &ended, WEXITED | WNOWAIT | WNOHANG, &used) != 0 ||
      ended.si_pid != child)
    return std::nullopt;
  const double user = seconds_of(used.ru_utime), system = seconds_of(used.ru_stime);
  return Usage{user + system, system, static_cast<Bytes>(used.ru_maxrss) * 1024};
}

UsageMeter::UsageMeter(std::vector<pid_t> processes) : processes_(std::move(processes)) {
  if (processes_.empty()) return;
  for (const auto process : processes_)
    peak_restarted_ = restart_peak(process) && peak_restarted_;
  before_ = usage_so_far(processes_);
}

std::optional<Usage> UsageMeter::read() const {
  auto now = usage_so_far(processes_);
  if (!before_ || !now) return std::nullopt;
  now->cpu_seconds -= before_->cpu_seconds;
  now->system_seconds -= before_->system_seconds;
  if (peak_restarted_) now->peak_memory = peak_of(processes_);
  return now;
}

std::optional<Ticks> ticks_of_stat(std::string_view stat) {
  const auto name_end = stat.rfind(')');  // the name may hold anything, ')' and blanks too
  if (name_end == std::string_view::npos) return std::nullopt;
  auto rest = stat.substr(name_end + 1);
  constexpr int first_after_name = 3, utime = 14, cstime = 17;  // fields as proc(5) numbers them
  Ticks ticks;
  for (int field = first_after_name; field <= cstime; ++field) {
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    const auto word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(word.size());
    if (field < utime) continue;
    unsigned long long value = 0;
    if (std::from_chars(word.data(), word.data() + word.size(), value).ec != std::errc{})
      return std::nullopt;
    (field % 2 == 0 ? ticks.user : ticks.system) += value;  // utime, stime, cutime, cstime
  }
  return ticks;
}

std::optional<Bytes> peak_of_status(std::string_view status) {
  constexpr std::string_view name = "\nVmHWM:";
  const auto found = status.find(name);
  if (found == std::string_view::npos) return std::nullopt;
  auto rest = status.substr(found + name.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  Bytes kibibytes = 0;
  if (std::from_chars(rest.data(), rest.data() + rest.size(), kibibytes).ec != std::errc{})
    return std::nullopt;
  return kibibytes * 1024;
}

}  // namespace bxbench::process
