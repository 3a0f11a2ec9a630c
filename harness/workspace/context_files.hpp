// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <filesystem>
#include <map>
#include <string>

namespace bxbench::workspace {

/// One entry of a build context, with what BuildKit hashes of it: neither times nor owners, which
/// it resets for local contexts.
struct ContextFile {
  char kind = 'f';       ///< 'f' regular file, 'd' directory, 'l' symbolic link, 'o' anything else
  unsigned mode = 0;     ///< permissions with setuid, setgid and sticky
  std::string content;   ///< SHA-256 of a regular file, target of a link
  bool ignored = false;  ///< .dockerignore keeps it from the build; its content is then not read
};

/// By path from the context's root, with '/'. What is below an ignored directory may be left out.
using ContextFiles = std::map<std::string, ContextFile>;

/// Lists a build context as BuildKit sends it for that Dockerfile: `DOCKERFILE.dockerignore` beside
/// it, where there is one, replaces `.dockerignore` of the context.
Result<ContextFiles> read_context(const std::filesystem::path& context,
                                  const std::filesystem::path& dockerfile);

/// Whether the path, or a directory that it is in, was there and ignored.
bool was_ignored(const ContextFiles& files, std::string path);

}  // namespace bxbench::workspace
