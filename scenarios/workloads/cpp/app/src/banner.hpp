#pragma once

namespace loglens {

/// What the program says about itself with --version.
const char* banner();

}  // namespace loglens
