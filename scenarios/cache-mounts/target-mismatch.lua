-- SPDX-License-Identifier: Apache-2.0
-- Neither side names an id, so the target is the id; the map spells it with a slash at the end.

local function try(name, summary, target, expect_fail)
  local fixed = target == ""
  return scenario {
    name = name, summary = summary, expect_fail = expect_fail,
    workloads = { "traps" }, strategies = { "dance" },
    script = function(ci)
      local set = { ids = false, map_target = target }
      ci:job { "prime", set = set, dockerfile = "Dockerfile.no-ids" }
      ci:edit "source"
      local job = ci:job { "rebuild", set = set, dockerfile = "Dockerfile.no-ids" }
      ci:expect(job.restored.hit, "an archive is found")
      ci:expect(job.output:contains "deps before: 1" == fixed, "the step sees its files only at the same target")
    end,
  }
end

return {
  try("target-mismatch", "The cache map's target is not the Dockerfile's", "/cache/deps/", {}),
  try("target-mismatch-fixed", "The same target on both sides", "", {}),
}
