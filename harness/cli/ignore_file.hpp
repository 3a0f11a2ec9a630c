// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/dockerfile_facts.hpp>
#include <harness/diagnosis/workflow_facts.hpp>

#include <filesystem>
#include <optional>

namespace bxbench::cli {

/// What was found out about the ignore file of a build.
struct FoundIgnore {
  std::optional<diagnosis::IgnoreFile> file{};
  bool certain = true;  ///< false: there is none where it was looked for, and the build's context
                        ///< may be elsewhere
};

/// The ignore file that BuildKit takes for a Dockerfile: `<Dockerfile>.dockerignore`, else
/// `.dockerignore` at the root of the context
/// (https://docs.docker.com/build/concepts/context/#filename-and-location). The context is that of
/// the workflow's builds of this Dockerfile, below the workflow's repository or the working
/// directory. Without a workflow, which may be null, it may be the Dockerfile's directory or the
/// working directory.
FoundIgnore find_ignore_file(const std::filesystem::path& dockerfile,
                             const diagnosis::WorkflowFacts* workflow);

}  // namespace bxbench::cli
