// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cli/serve_options.hpp>
#include <harness/support/error.hpp>

namespace bxbench::cli {

/// Serves until a signal comes. The environment for clients goes to stdout as soon as the service
/// answers, and stdout is closed then, so that `eval "$(bxbench serve &)"` goes on.
Result<int> serve_session(ServeOptions options);

}  // namespace bxbench::cli
