-- SPDX-License-Identifier: Apache-2.0
-- An empty archive was saved under the key. Entries are immutable and an exact hit is not saved, so
-- repairing the pipeline does not help until the key changes.

local function try(name, summary, bump, expect_fail)
  return scenario {
    name = name, summary = summary, expect_fail = expect_fail,
    workloads = { "traps" }, strategies = { "dance" },
    script = function(ci)
      ci:job { "broken", set = { cache_step = "split" } }
      if bump then ci:bump_version() end
      local repaired = ci:job { "repaired" }
      ci:expect(repaired.restored.exact ~= bump, "the repaired pipeline hits the primary key")
      ci:expect(repaired.saved.stored == bump, "and a job that hits it saves nothing")
      ci:edit "source"
      local job = ci:job { "later", measure = true, claim = bump and "warm" or "cold" }
      ci:expect((job.restored.bytes > 100000) == bump, "the empty archive stays until the key changes")
    end,
  }
end

return {
  try("key-locked", "An empty archive holds its key: 'hit on the primary key, not saving'", false, { "empty-restore" }),
  try("key-locked-fixed", "A version in the key, raised once, frees it", true, {}),
}
