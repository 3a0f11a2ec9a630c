-- SPDX-License-Identifier: Apache-2.0
-- What a step writes to a cache mount is in no layer: COPY --from does not see it.

local function try(name, summary, dockerfile, expect_fail)
  local fixed = dockerfile == "Dockerfile.output-moved"
  local stale = not fixed and #expect_fail > 0
  return scenario {
    name = name, summary = summary, expect_fail = expect_fail,
    workloads = { "traps" }, strategies = { "none" },
    script = function(ci)
      if stale or fixed then ci:edit "host-output" end
      local first = ci:job { "first", dockerfile = dockerfile, may_fail = true }
      ci:expect(first.failed == not (stale or fixed), "with nothing below the mount the copy fails")
      if not (stale or fixed) then ci:expect(first.error:find "not found", "because the file is not there") end
      local marker = ci:edit "source"
      local job = ci:job { "edited", dockerfile = dockerfile, may_fail = true }
      ci:expect(job.output:contains("compiled: " .. marker), "the step compiles the new source")
      ci:expect(job.artifact:contains(marker) == fixed, "the image has it only when it left the mount")
    end,
  }
end

return {
  try("output-in-mount", "The output folder is a cache mount: the copy fails", "Dockerfile.output-in-mount", {}),
  try("output-in-mount-stale", "An old output below the mount: the build succeeds with a stale artifact",
    "Dockerfile.output-in-mount", { "artifact-fresh" }),
  try("output-in-mount-fixed", "The step moves its output out of the mount", "Dockerfile.output-moved", {}),
}
