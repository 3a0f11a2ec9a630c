-- SPDX-License-Identifier: Apache-2.0
-- The everyday case: dependencies stay, one source file changes.

return scenario {
  name    = "source-change",
  summary = "One source file changed since the cache was saved",
  script  = function(ci)
    ci:job { "prime" }                            -- fresh runner, fills the cache
    ci:edit "source"                              -- every repetition gets another marker
    local job = ci:job { "rebuild", measure = true, claim = ci.claim_warm }
    ci:expect(job.steps.executed > 0, "a changed source is built again")
    ci:expect(job.artifact:contains(ci.marker), "the artifact shows the edit")
  end,
}
