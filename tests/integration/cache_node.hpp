// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tests/integration/cache_world.hpp>

#include <nlohmann/json.hpp>

#include <string>

namespace bxbench::tests {

/// A release of the npm package @actions/cache and the protocol that it is to speak.
struct NodeClient {
  std::string package;   ///< as tests/clients/package.json calls it: "cache-6"
  std::string protocol;  ///< "v1" or "v2"
  std::string title;     ///< "@actions/cache 6.3.0, v2"
};

inline const NodeClient newest_v2{"cache-6", "v2", "@actions/cache 6.3.0, v2"};
inline const NodeClient newest_v1{"cache-6", "v1", "@actions/cache 6.3.0, v1"};
inline const NodeClient older_v2{"cache-4", "v2", "@actions/cache 4.1.0, v2"};
inline const NodeClient older_v1{"cache-3", "v1", "@actions/cache 3.3.0, v1"};

/// The npm packages, driven by tests/clients/driver.mjs in a workspace of their own.
class NodeWorld : public CacheWorld {
 public:
  using CacheWorld::CacheWorld;

  /// What the driver says of a list of operations, in their order. Throws when it fails.
  nlohmann::json perform(const nlohmann::json& operations, const process::Environment& env = {});
  std::filesystem::path workspace() const { return folder() / "workspace"; }
};

// Operations of the driver.
nlohmann::json write_of(const std::string& path, std::uint64_t bytes);
nlohmann::json digest_of(const std::string& path);
nlohmann::json remove_of(const std::string& path);
nlohmann::json save_of(const NodeClient& client, const std::string& path, const std::string& key);
nlohmann::json restore_of(const NodeClient& client, const std::string& path, const std::string& key,
                          const std::vector<std::string>& restore_keys = {});

/// "saved", "not saved", "hit KEY", "miss", or what went wrong.
std::string outcome_of(const nlohmann::json& result);

/// Whether two results of `digest` tell of the same bytes; not when one of them failed.
bool same_digest(const nlohmann::json& one, const nlohmann::json& other);

}  // namespace bxbench::tests
