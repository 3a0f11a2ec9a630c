// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/journal/record.hpp>

#include <string>
#include <string_view>

namespace bxbench::journal {

/// What can be told about this machine without asking any program: bxbench's own version, the
/// operating system with its kernel, CPUs that this process may use, memory. Docker's side of the
/// environment is filled in by whoever talks to Docker.
Environment host_environment();

/// PRETTY_NAME of an os-release(5) file, else NAME, else nothing.
std::string os_name(std::string_view os_release);

/// MemTotal of /proc/meminfo; 0 when it is not there.
Bytes total_memory(std::string_view meminfo);

}  // namespace bxbench::journal
