-- SPDX-License-Identifier: Apache-2.0
-- Three stages of a few lines: enough for every reason why a step is made again.

return workload {
  name = "layers",
  summary = "three stages of a few lines, a second per build, for looking at cache misses",
  context = "app",
  dockerfiles = { layer = "app/Dockerfile", mount = "app/Dockerfile" },
  lock_files = { "deps.lock" },
  bases = {
    ["busybox:1.36"] = base.busybox {},
    -- What its tag means after its next release.
    ["busybox:next"] = base.busybox { public = false, files = { ["etc/release"] = "next\n" } },
  },
  edits = {
    source = { edit.write("src/main.txt", "%{marker}\n") },
    dockerfile = { edit.replace("Dockerfile", "RUN cp deps.lock", "RUN cp -f deps.lock") },
    executable = { edit.chmod("src/run.sh", "0755") },
    -- The developer's notes were kept from the build, and are no more.
    dockerignore = { edit.write(".dockerignore", "*.tmp\n") },
  },
  artifact = { path = "/app", marker = "bxbench-unedited" },
}
