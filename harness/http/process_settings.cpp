// SPDX-License-Identifier: Apache-2.0
#include <harness/http/process_settings.hpp>

#include <algorithm>
#include <csignal>
#include <sys/resource.h>

namespace bxbench::http {

void allow_descriptors(std::size_t wanted) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const auto raised = std::min<rlim_t>(wanted, limit.rlim_max);
  if (raised <= limit.rlim_cur) return;
  limit.rlim_cur = raised;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

void survive_broken_pipes() {
  struct sigaction action {};
  if (::sigaction(SIGPIPE, nullptr, &action) != 0 || action.sa_handler != SIG_DFL) return;
  action.sa_handler = [](int) {};
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGPIPE, &action, nullptr);
}

}  // namespace bxbench::http
