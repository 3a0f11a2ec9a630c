-- SPDX-License-Identifier: Apache-2.0
-- The key ends in the hash of the lock file: when that changes, only restore keys find what there was.

local function try(name, summary, restore_keys)
  return scenario {
    name = name, summary = summary,
    workloads = { "traps" }, strategies = { "dance" },
    script = function(ci)
      local set = { restore_keys = restore_keys }
      ci:job { "prime", set = set }
      ci:edit "dependency"
      local job = ci:job { "rebuild", set = set, measure = true, claim = restore_keys and "warm" or "cold" }
      ci:expect(job.restored.hit == restore_keys and not job.restored.exact, "the new key itself was never saved")
      ci:expect(job.output:contains "Downloading parser" ~= restore_keys, "what did not change is downloaded again")
    end,
  }
end

return {
  try("no-restore-keys", "A changed lock file finds no archive: the key has no restore keys", false),
  try("no-restore-keys-fixed", "The archive of the lock file before is found by its prefix", true),
}
