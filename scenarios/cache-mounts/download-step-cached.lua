-- SPDX-License-Identifier: Apache-2.0
-- Layers come back from the cache, mounts do not: the step that fills the mount is skipped.

local function try(name, summary, dockerfile)
  local fixed = dockerfile == "Dockerfile.download-layer"
  return scenario {
    name = name, summary = summary,
    workloads = { "traps" }, strategies = { "registry", "gha" },
    script = function(ci)
      ci:job { "prime", dockerfile = dockerfile }
      ci:edit "source"
      local job = ci:job { "rebuild", dockerfile = dockerfile, may_fail = true }
      ci:expect(job.failed ~= fixed, "a step that relies on the mount fails on a fresh runner")
      ci:expect(job.output:contains "deps before: 0" ~= fixed, "because the mount is empty there")
      ci:expect(job.downloads == 0, "the download step itself was cached")
    end,
  }
end

return {
  try("download-step-cached", "The download step is cached while its mount is empty", "Dockerfile.download-step"),
  try("download-step-cached-fixed", "The downloads are in a layer", "Dockerfile.download-layer"),
}
