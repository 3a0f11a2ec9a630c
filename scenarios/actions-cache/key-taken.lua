-- SPDX-License-Identifier: Apache-2.0
-- Two jobs of a run have one key. The other one has reserved it and uploads still when this one wants to
-- save: the key was not found, and yet it is taken.

return scenario {
  name       = "key-taken",
  summary    = "Another job of the run is about to save under the same key",
  strategies = { "mount" },
  workloads  = { "shell" },
  script     = function(ci)
    ci.actions_cache:fault { on = "create", status = 409, times = 1 }
    local second = ci:job { "second" }
    ci:expect(not second.restored.hit, "the key is not found")
    ci:expect(not second.saved.stored, "and cannot be saved")
    ci:expect(#ci.actions_cache:entries() == 0, "the first job's entry is not finished")
    local later = ci:job { "later" }
    ci:expect(later.saved.stored, "what a job saves later has the key to itself")
  end,
}
