-- SPDX-License-Identifier: Apache-2.0
-- Small Dockerfiles, each with one mistake that people make with cache mounts, and its repair.

return workload {
  name = "traps",
  summary = "small Dockerfiles with the usual mistakes around cache mounts, and their repairs",
  context = "app",
  dockerfiles = { mount = "app/Dockerfile", layer = "app/Dockerfile" },
  cache_mounts = {
    { id = "deps", target = "/cache/deps" },
    { id = "objects", target = "/cache/objects" },
  },
  lock_files = { "deps.lock" },
  bases = { ["busybox:1.36"] = base.busybox {} },
  edits = {
    source = { edit.write("src/main.txt", "%{marker}\n") },
    dependency = { edit.append("deps.lock", "lexer 2.0.0\n"), edit.write("src/main.txt", "%{marker}\n") },
    -- What a build on the developer's own machine leaves in the context.
    ["host-output"] = { edit.write("target/app", "built on the host, long ago\n") },
  },
  artifact = { path = "/app", marker = "bxbench-unedited" },
}
