// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/progress/trace.hpp>

namespace bxbench::progress {

/// What a vertex is, by its name as BuildKit prints it.
enum class StepKind {
  internal,      ///< [internal] load …, [auth], a directory as context, a download, a frontend
  base,          ///< [stage 1/5] FROM …, [context …] OCI load from client
  step,          ///< RUN, COPY, ADD, WORKDIR of a Dockerfile: what a cache can save
  import_cache,  ///< importing cache manifest from …
  export_cache,  ///< exporting cache to …, exporting to GitHub Actions Cache
  export_image,  ///< exporting to image, to client directory, to docker image format
  other,
};

StepKind kind_of(const Vertex& vertex);

}  // namespace bxbench::progress
