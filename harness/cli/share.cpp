// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/share.hpp>

#include <cstdlib>

namespace fs = std::filesystem;

namespace bxbench::cli {

fs::path share_directory() {
  const char* named = std::getenv("BXBENCH_SHARE");
  if (named != nullptr && *named != '\0') return named;
  if (fs::exists(fs::path(BXBENCH_SOURCE_ROOT) / "lua")) return BXBENCH_SOURCE_ROOT;
  return BXBENCH_SHARE_ROOT;
}

}  // namespace bxbench::cli
