// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/progress/trace.hpp>

namespace bxbench::progress {

/// What a vertex is, by its name as BuildKit prints it.
enum class StepKind {
  internal,      ///< [internal] load …, resolve image config, docker-image://, frontend
  base,          ///< [stage 1/5] FROM …
  step,          ///< RUN, COPY, ADD, WORKDIR of a Dockerfile: what a cache can save
  import_cache,  ///< importing cache manifest from …
  export_cache,  ///< exporting cache to …
  export_image,  ///< exporting to image, to client, to docker image format
  other,
};

StepKind kind_of(const Vertex& vertex);

}  // namespace bxbench::progress
