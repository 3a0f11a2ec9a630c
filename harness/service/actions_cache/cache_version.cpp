// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/client.hpp>
#include <harness/support/digest.hpp>

namespace bxbench::service::actions_cache {

std::string cache_version(const std::vector<std::string>& paths) {
  std::string text;
  for (const auto& path : paths)
    text += path + "|";
  return sha256_hex(text + "zstd-without-long|1.0");
}

}  // namespace bxbench::service::actions_cache
