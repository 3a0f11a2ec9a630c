// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace bxbench::http {

/// Raises the process's soft limit of open files to `wanted`, as far as its hard limit allows.
void allow_descriptors(std::size_t wanted);

}  // namespace bxbench::http
