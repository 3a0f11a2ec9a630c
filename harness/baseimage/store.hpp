// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/process/launcher.hpp>
#include <harness/suite/workload.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace bxbench::baseimage {

/// ${XDG_CACHE_HOME:-~/.cache}/bxbench: what is made once and used by every run.
std::filesystem::path cache_root();

/// Gives something kept there a new modification time: it was used just now.
void note_use(const std::filesystem::path& kept);

/// Base images by recipe, made once and kept as OCI layouts named by the recipe's digest.
class Store {
 public:
  using Tell = std::function<void(const std::string&)>;  ///< progress for the user

  Store(process::Launcher& launcher, std::filesystem::path directory, Tell tell)
      : launcher_(launcher), directory_(std::move(directory)), tell_(std::move(tell)) {}

  /// The OCI layout of a recipe, made if it is not there yet.
  boost::asio::awaitable<Result<std::filesystem::path>> ensure(std::string image,
                                                               suite::BaseRecipe recipe);
  /// The same for several; image name to OCI layout.
  boost::asio::awaitable<Result<std::map<std::string, std::filesystem::path>>> ensure_all(
      suite::Bases bases);

 private:
  process::Launcher& launcher_;
  std::filesystem::path directory_;
  Tell tell_;
};

/// The digest of a recipe. What the package archive holds on the day is no part of it: an image
/// that was made stays as it is until it is removed.
std::string digest_of(const suite::BaseRecipe& recipe);

}  // namespace bxbench::baseimage
