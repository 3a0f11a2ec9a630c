-- SPDX-License-Identifier: Apache-2.0
-- "Skip on hit" is right for the extraction alone: without the injection a hit is worth nothing.

local function try(name, summary, set, expect_fail)
  local fixed = set.inject ~= "on-miss"
  return scenario {
    name = name, summary = summary, expect_fail = expect_fail,
    workloads = { "traps" }, strategies = { "dance" },
    script = function(ci)
      ci:job { "prime", set = set }
      ci:edit "source"
      local job = ci:job { "rebuild", set = set, measure = true, claim = fixed and "warm" or "cold" }
      ci:expect(job.restored.exact and job.restored.bytes > 100000, "the archive is restored, whole")
      ci:expect((job.mounts.deps > 0) == fixed, "the build sees it only after the injection")
    end,
  }
end

return {
  try("inject-skipped", "The injection is skipped when the key is hit", { inject = "on-miss" }, { "mount-empty" }),
  try("inject-skipped-fixed", "Only the extraction is skipped when the key is hit", { skip_extraction = true }, {}),
}
