// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/edit.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bxbench::suite {

/// A cache mount as the Dockerfile declares it. BuildKit takes the target as id when none is given.
/// Owner and mode are part of a mount's identity: the same id with another `uid` is another mount.
struct CacheMount {
  std::string id;
  std::string target;
  std::optional<unsigned> uid{}, gid{}, mode{};  ///< of the mount's directory, when it is created
  std::string sharing{};  ///< "shared", "locked", "private"; empty: BuildKit's default, shared
};

/// How a base image is made without a registry.
struct BaseRecipe {
  enum class Kind { debian, busybox };
  Kind kind = Kind::busybox;
  std::string suite = "bookworm";     ///< debian only
  std::vector<std::string> packages;  ///< debian only
  std::vector<std::string> exclude;   ///< debian only: paths left out, as dpkg's `path-exclude`
  std::map<std::string, std::string> env;
  std::map<std::string, std::string> files{};  ///< busybox only: path in the image to text
  bool has_public = true;  ///< there is a public image of the same name, that could take its place
};

/// Public image name, as a Dockerfile's FROM spells it, to the recipe that stands in for it.
using Bases = std::map<std::string, BaseRecipe>;

/// A directory built once by BuildKit from a context of the workload, then served over loopback
/// HTTP to the workload's builds: a module proxy, a package mirror.
struct Fixture {
  std::string name;
  std::filesystem::path context;  ///< absolute
  Bases bases;
  std::string build_arg;  ///< the build argument that carries its URL; may be empty
  std::string path;       ///< the URL's path
  std::string overlay;  ///< folder of the result that is laid over the build context; may be empty
  /// Glob of served files, from the result's root, in which `%{url}` stands for the server's own
  /// address; may be empty.
  std::string templates{};
};

/// What proves which sources were built.
struct Artifact {
  std::string path;    ///< in the image
  std::string marker;  ///< what it contains before any edit
};

/// A project to build. All paths are absolute and exist when a suite was loaded.
struct Workload {
  std::string name;
  std::string summary;
  std::filesystem::path root;     ///< the folder of workload.lua
  std::string file{};             ///< where it is defined
  std::string variant_of{};       ///< the workload that it is another Dockerfile of; may be empty
  bool built_in = false;          ///< comes with bxbench; false: the user named its file
  std::filesystem::path context;  ///< the build context
  std::map<std::string, std::filesystem::path> dockerfiles;  ///< form ("layer", "mount") to file
  std::vector<CacheMount> cache_mounts;
  std::vector<std::string> lock_files;  ///< relative to the context; hashed into cache keys
  Bases bases;
  std::vector<Fixture> fixtures;
  std::map<std::string, Edit> edits;
  Artifact artifact;
};

}  // namespace bxbench::suite
