// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace bxbench::http {

/// Raises the process's soft limit of open files to `wanted`, as far as its hard limit allows.
void allow_descriptors(std::size_t wanted);

/// Lets sendfile(2) to a client that went away fail (EPIPE) instead of ending the process. The
/// signal is caught, not ignored: programs that are started get its default back.
void survive_broken_pipes();

}  // namespace bxbench::http
