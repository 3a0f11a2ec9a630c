// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>
#include <harness/support/units.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace bxbench::service::actions_cache {

/// Where a client finds the service.
struct Endpoint {
  std::string url;
  std::string token;
};

struct Lookup {
  bool hit = false;
  std::string matched_key;
  Bytes bytes = 0;  ///< of the downloaded archive
};

/// The version of an entry as `actions/cache` computes it: SHA-256 over paths and compression.
std::string cache_version(const std::vector<std::string>& paths);

/// Looks an entry up (exact key, then restore keys by prefix) and downloads it to `file`.
/// A miss is a value, a failing service an error.
boost::asio::awaitable<Result<Lookup>> download(Endpoint endpoint, std::vector<std::string> keys,
                                                std::string version, std::filesystem::path file);

/// Creates, uploads and finalizes an entry. False: the key is taken, nothing was stored.
boost::asio::awaitable<Result<bool>> upload(Endpoint endpoint, std::string key, std::string version,
                                            std::filesystem::path file);

}  // namespace bxbench::service::actions_cache
