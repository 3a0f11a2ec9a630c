// SPDX-License-Identifier: Apache-2.0
#include <harness/support/say.hpp>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace bxbench {

void say(std::string_view text) noexcept {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

Result<void> emit(std::string_view text) {
  errno = 0;
  const bool written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (written || errno == EPIPE) return {};
  return Error{Errc::io, std::string("cannot write to stdout: ") + std::strerror(errno)};
}

}  // namespace bxbench
