// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/builder.hpp>
#include <harness/cachemount/transfer.hpp>
#include <harness/process/launcher.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bxbench::cachemount {

/// Moves the content of cache mounts out of a builder and into another one. BuildKit offers no
/// way to do so: a mount is seen only by a RUN step that declares it alike (id, uid, gid, mode), so
/// a helper build does the reading and writing. Its step streams a tar over loopback straight to
/// bxbench, which compresses it to the file: one stream, one compression, no copy in a layer.
///
/// Kept are times in nanoseconds, owners, modes, links, empty directories, ACLs, `user.*`
/// attributes and file capabilities. The mount's own directory gets owner and mode from the
/// declaration, as if the Dockerfile's step had created it; what a step changed about them is lost.
///
/// A transfer waits for a step that uses the mount, whatever its `sharing`: a step that has ended
/// holds its mounts a moment longer, and in the other modes BuildKit would then make another, empty
/// one under the same id. Transfers run before and after builds, never beside them.
class Carrier {
 public:
  /// `directory`: for the helper builds' contexts.
  Carrier(process::Launcher& launcher, const builder::Builder& builder,
          std::filesystem::path directory)
      : launcher_(launcher), builder_(builder), directory_(std::move(directory)) {}

  /// Mounts to files, all in one helper build, one stream after another. After an error none of
  /// the files exists.
  boost::asio::awaitable<Result<std::vector<Moved>>> extract(std::vector<Transfer> transfers);
  /// The reverse; a file that does not exist moves nothing. After an error the mounts may hold a
  /// part of their files.
  boost::asio::awaitable<Result<std::vector<Moved>>> inject(std::vector<Transfer> transfers);
  /// The same for one mount.
  boost::asio::awaitable<Result<Moved>> extract(suite::CacheMount mount,
                                                std::filesystem::path file);
  boost::asio::awaitable<Result<Moved>> inject(suite::CacheMount mount, std::filesystem::path file);
  /// What each mount holds, by a helper build that looks inside; it runs without any mount as well.
  boost::asio::awaitable<Result<std::vector<Content>>> sizes(std::vector<suite::CacheMount> mounts);
  /// Has the builder fetch and unpack images, by a helper build that mounts them. `contexts` are
  /// what stands in for them, as in a BuildRequest; it is stopped after `limit`.
  boost::asio::awaitable<Result<void>> fetch(std::vector<std::string> images,
                                             std::map<std::string, std::string> contexts,
                                             std::optional<Duration> limit);

 private:
  process::Launcher& launcher_;
  const builder::Builder& builder_;
  std::filesystem::path directory_;
};

}  // namespace bxbench::cachemount
