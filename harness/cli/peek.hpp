// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <string>

namespace bxbench::cli {

/// The next 64 kB of a descriptor, which stays where it is: what cannot be rewound is copied to a
/// temporary file that takes its place. Error: io.
Result<std::string> peek(int fd);

}  // namespace bxbench::cli
