// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/process/usage.hpp>

#include <optional>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace bxbench::process {

/// What a child that has ended but was not reaped yet used, and everything below it that was waited
/// for. Its peak memory is that of the largest of these processes, not of all together, and never
/// less than what bxbench itself held when it started the child (getrusage(2), NOTES of
/// ru_maxrss across fork). No value: there is no such child, or the kernel does not tell.
std::optional<Usage> usage_of_ended(pid_t child);

/// What running processes use between two moments, by /proc: with the processes that they started
/// and waited for as far as CPU time goes, which the kernel adds when such a process has ended; and
/// the sum of their own peaks of memory, which the kernel counts anew from the first moment.
class UsageMeter {
 public:
  /// The first moment. No process, or one that is gone: nothing is metered.
  explicit UsageMeter(std::vector<pid_t> processes);
  /// The second. CPU times come in ticks of 10 ms.
  std::optional<Usage> read() const;

 private:
  std::vector<pid_t> processes_;
  std::optional<Usage> before_;
  bool peak_restarted_ = true;
};

/// The times in the text of /proc/PID/stat, in ticks: user and kernel mode, waited-for children
/// added to each. No value: it is no such text.
struct Ticks {
  unsigned long long user = 0, system = 0;
};
std::optional<Ticks> ticks_of_stat(std::string_view stat);

/// VmHWM of the text of /proc/PID/status; no value: a kernel thread, a zombie, no such text.
std::optional<Bytes> peak_of_status(std::string_view status);

}  // namespace bxbench::process
