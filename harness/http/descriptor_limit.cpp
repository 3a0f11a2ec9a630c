// SPDX-License-Identifier: Apache-2.0
#include <harness/http/descriptor_limit.hpp>

#include <algorithm>
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

}  // namespace bxbench::http
