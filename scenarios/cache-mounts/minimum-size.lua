-- SPDX-License-Identifier: Apache-2.0
-- The guard against an empty archive under a good key: what is too small is not saved.

return scenario {
  name = "minimum-size", summary = "A cache below a minimum size is not saved, so its key stays free",
  workloads = { "traps" }, strategies = { "dance" },
  script = function(ci)
    local broken = ci:job { "broken", set = { cache_step = "split", min_bytes = 4096 } }
    ci:expect(not broken.saved.stored, "nothing is saved that holds less than the minimum")
    local repaired = ci:job { "repaired", set = { min_bytes = 4096 } }
    ci:expect(repaired.saved.stored, "the repaired pipeline can use the key")
    local job = ci:job { "rebuild", measure = true, claim = "warm" }
    ci:expect(job.mounts.deps > 0, "and the next job is warm")
  end,
}
