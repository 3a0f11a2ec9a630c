-- SPDX-License-Identifier: Apache-2.0
-- The best case: the same commit again on another runner.

return scenario {
  name    = "warm-build",
  summary = "Nothing changed since the cache was saved",
  script  = function(ci)
    ci:job { "prime" }
    local job = ci:job { "rebuild", measure = true, claim = ci.claim_warm }
    if ci.carried == "layers" then
      ci:expect(job.steps.executed == 0, "with carried layers no step is executed again")
    else
      ci:expect(job.steps.cached == 0, "without carried layers a fresh runner has no cached step")
    end
    ci:expect(job.artifact:contains(ci.marker), "the artifact holds the project's own marker")
  end,
}
