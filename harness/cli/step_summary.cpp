// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/step_summary.hpp>
#include <harness/report/job_summary.hpp>
#include <harness/support/say.hpp>
#include <harness/support/scope_exit.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace bxbench::cli {
namespace {

Error failed(const std::filesystem::path& file, std::string_view why) {
  return {Errc::io,
          fmt::format("cannot append the report to the job summary {}: {}", file.string(), why)};
}

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Result<void> append_step_summary(const std::filesystem::path& file, const report::Report& report) {
  // Without O_NONBLOCK, a pipe that nobody reads would hold up the end of the run.
  const int fd = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0644);
  if (fd < 0) return failed(file, std::strerror(errno));
  const scope_exit close([fd] { ::close(fd); });
  struct stat status {};
  if (::fstat(fd, &status) != 0) return failed(file, std::strerror(errno));
  const auto size = static_cast<std::size_t>(std::max<off_t>(status.st_size, 0));
  const std::string_view gap = size > 0 ? "\n" : "";  // a heading begins a line of its own
  const auto limit = report::job_summary_limit;
  const auto taken = size + gap.size();
  const auto text = report::job_summary(report, taken < limit ? limit - taken : 0);
  if (text.empty()) return failed(file, "it is full");
  if (!write_all(fd, std::string(gap) + text)) return failed(file, std::strerror(errno));
  return {};
}

void summarize_step(const std::function<report::Report()>& make_report) {
  const char* const file = std::getenv("GITHUB_STEP_SUMMARY");
  if (file == nullptr || *file == '\0') return;
  if (auto added = append_step_summary(file, make_report()); !added)
    say(fmt::format("bxbench: warning: {}\n", added.error().message));
}

}  // namespace bxbench::cli
