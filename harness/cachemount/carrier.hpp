// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/builder.hpp>
#include <harness/process/launcher.hpp>
#include <harness/support/units.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace bxbench::cachemount {

/// What one transfer moved.
struct Moved {
  Bytes bytes = 0;  ///< content of regular files
  std::uint64_t files = 0;
};

/// Moves the content of cache mounts out of a builder and into another one. BuildKit offers no
/// way to do so: a mount is seen only by a RUN step that names its id, so a helper build does the
/// reading and writing. Its step sends the tar over loopback straight to bxbench, which compresses
/// it to the file: one stream, one compression, no copy in a layer (see docker-facts: a helper
/// that writes its tar to a layer copies the bytes two or three times).
class Carrier {
 public:
  /// `directory`: for the helper builds' contexts.
  Carrier(process::Launcher& launcher, const builder::Builder& builder,
          std::filesystem::path directory)
      : launcher_(launcher), builder_(builder), directory_(std::move(directory)) {}

  /// Mount `id` to `file`, a zstd-compressed tar.
  boost::asio::awaitable<Result<Moved>> extract(std::string id, std::filesystem::path file);
  /// The reverse; a file that does not exist moves nothing.
  boost::asio::awaitable<Result<Moved>> inject(std::string id, std::filesystem::path file);
  /// Bytes in regular files of each mount, by a helper build that looks inside; it runs without
  /// any mount as well.
  boost::asio::awaitable<Result<std::vector<Bytes>>> sizes(std::vector<std::string> ids);

 private:
  process::Launcher& launcher_;
  const builder::Builder& builder_;
  std::filesystem::path directory_;
};

}  // namespace bxbench::cachemount
