// SPDX-License-Identifier: Apache-2.0
#include <harness/journal/host.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>

#include <charconv>
#include <sys/utsname.h>
#include <thread>

namespace bxbench::journal {
namespace {

/// What follows `prefix` on the line that begins with it; empty when no line does.
std::string_view line_after(std::string_view text, std::string_view prefix) {
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    if (line.starts_with(prefix)) return line.substr(prefix.size());
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return {};
}

/// The value of a shell assignment as os-release(5) allows it: bare, or in quotes with escapes.
std::string unquoted(std::string_view value) {
  const bool quoted = value.size() > 1 && (value.front() == '"' || value.front() == '\'');
  if (quoted) value = value.substr(1, value.size() - 2);
  std::string plain;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && i + 1 < value.size()) ++i;
    plain += value[i];
  }
  return plain;
}

std::string text_of(const char* file) {
  auto text = read_file(file);
  return text ? *text : std::string{};
}

}  // namespace

std::string os_name(std::string_view os_release) {
  const auto pretty = line_after(os_release, "PRETTY_NAME=");
  return unquoted(pretty.empty() ? line_after(os_release, "NAME=") : pretty);
}

Bytes total_memory(std::string_view meminfo) {
  auto line = line_after(meminfo, "MemTotal:");
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  Bytes kibibytes = 0;
  std::from_chars(line.data(), line.data() + line.size(), kibibytes);
  return kibibytes * 1024;
}

Environment host_environment() {
  Environment environment;
  environment.bxbench = BXBENCH_VERSION;
  environment.cpus = std::thread::hardware_concurrency();
  environment.memory_bytes = total_memory(text_of("/proc/meminfo"));
  environment.os = os_name(text_of("/etc/os-release"));
  utsname kernel{};
  if (::uname(&kernel) == 0)
    environment.os += fmt::format("{}{} {} {}", environment.os.empty() ? "" : ", ", kernel.sysname,
                                  kernel.release, kernel.machine);
  return environment;
}

}  // namespace bxbench::journal
