-- SPDX-License-Identifier: Apache-2.0
-- cargo's target folder is a cache mount and the final stage copies the program from there: COPY --from
-- reads the layer, which has nothing of what the step wrote. With real cargo what cache-mounts/output-in-mount
-- shows on a toy. One runner is kept, as on a developer's machine, where it was first reported.

local function try(name, summary, dockerfile, expect_fail)
  return scenario {
    name = name, summary = summary, expect_fail = expect_fail,
    workloads = { "rust" }, strategies = { "none" },
    script = function(ci)
      local fixed = dockerfile == "Dockerfile.mount"
      ci:job { "first", runner = "laptop", dockerfile = dockerfile }
      local marker = ci:edit "source"
      local job = ci:job { "edited", runner = "laptop", dockerfile = dockerfile, measure = true }
      ci:expect(job.output:contains "Compiling tally", "cargo compiles the new source")
      ci:expect(job.output:contains "Fresh serde ", "with the dependencies of the mount")
      ci:expect(job.artifact:contains(marker) == fixed, "the image has it only when it left the mount")
      ci:expect(job:step("COPY --from=build").cached ~= fixed, "the copied file changes only then")
    end,
  }
end

return {
  scenario {
    name = "stale-artifact-fails", summary = "target is a cache mount, nothing below it: the copy fails",
    workloads = { "rust" }, strategies = { "none" },
    script = function(ci)
      local job = ci:job { "build", dockerfile = "Dockerfile.stale-fails", may_fail = true }
      ci:expect(job.output:contains "Finished `release` profile", "cargo builds the program")
      ci:expect(job.failed and job.error:find "not found", "the final stage does not find it")
    end,
  },
  try("stale-artifact", "target is a cache mount, an older program below it: that one is shipped",
    "Dockerfile.stale", { "artifact-fresh" }),
  try("stale-artifact-fixed", "target is a cache mount, and the step copies the program out of it",
    "Dockerfile.mount", {}),

  -- COPY is cached by content and brings the times of when it was made; cargo goes by times. After a revert the
  -- sources are older than the program of the commit that was reverted, which is in the mount.
  scenario {
    name = "stale-times", summary = "A reverted source comes from a layer, older than the mount: cargo takes it as built",
    workloads = { "rust" }, strategies = { "none" },
    script = function(ci)
      local function build(name) return ci:job { name, runner = "laptop", dockerfile = "Dockerfile.mount" } end
      build "first"
      local reverted = ci:edit "source"
      build "edited"
      ci:edit "source-reverted"
      ci:edit "mode-given" -- or another build argument: the step runs again
      local stale = build "reverted"
      ci:expect(stale:step("COPY . .").cached, "the sources of the first build come from their layer")
      ci:expect(stale.output:contains "Fresh tally", "cargo finds nothing to do")
      ci:expect(stale.artifact:contains(reverted), "the image has the program that was reverted")
      ci:edit "sources-touched"
      local fixed = build "touched"
      ci:expect(fixed.output:contains "Compiling tally", "with new times cargo compiles the program's own crates")
      ci:expect(fixed.output:contains "Fresh serde ", "and no others")
      ci:expect(not fixed.artifact:contains(reverted), "the image has the current program")
      ci:expect(fixed.artifact:contains "bxbench-unedited", "which is the first one again")
    end,
  },
}
