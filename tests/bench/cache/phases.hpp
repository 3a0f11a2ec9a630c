// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tests/bench/cache/peer.hpp>

#include <span>

namespace bxbench::bench {

/// Files of one size that are moved by `clients` connections at a time.
struct Load {
  std::vector<std::filesystem::path> files;
  Bytes size = 0;  ///< of each
  std::size_t clients = 1;
};

/// What moving all files of a load once took.
struct Moved {
  double seconds = 0;
  std::size_t errors = 0;
};

/// Create, upload, finalize of each file; its name is the key.
Moved save(const Peer& service, const Load& load);
/// Lookup and download of each file.
Moved restore(const Peer& service, const Load& load);
/// GET of each file from nginx.
Moved fetch(const Peer& nginx, const Load& load);
/// cp of all files into a new directory, which is removed afterwards.
Moved copy(const Load& load, const std::filesystem::path& to);

}  // namespace bxbench::bench
