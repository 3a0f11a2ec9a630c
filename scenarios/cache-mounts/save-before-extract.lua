-- SPDX-License-Identifier: Apache-2.0
-- A save step of its own is an ordinary step: it runs before the dance's post step takes the mounts
-- out of the builder, and saves an empty folder.

local function try(name, summary, cache_step, expect_fail)
  local fixed = cache_step == "combined"
  return scenario {
    name = name, summary = summary, expect_fail = expect_fail,
    workloads = { "traps" }, strategies = { "dance" },
    script = function(ci)
      local set = { cache_step = cache_step }
      local prime = ci:job { "prime", set = set }
      ci:expect((prime.saved.bytes > 100000) == fixed, "what is saved before the extraction is empty")
      ci:edit "source"
      local job = ci:job { "rebuild", set = set, measure = true, claim = fixed and "warm" or "cold" }
      ci:expect(job.restored.hit, "the restore reports a hit")
      ci:expect((job.mounts.deps > 0) == fixed, "the mount is filled only when the save came last")
    end,
  }
end

return {
  try("save-before-extract", "A split save step runs before the post step that extracts", "split", { "empty-restore" }),
  try("cache-step-after-dance", "The combined cache step stands after the dance: its post step comes first",
    "last", { "empty-restore" }),
  try("save-before-extract-fixed", "One combined cache step before the dance", "combined", {}),
}
