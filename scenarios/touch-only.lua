-- SPDX-License-Identifier: Apache-2.0
-- BuildKit compares contents, compilers that run on a cache mount often compare times. A checkout of an
-- ephemeral runner gives every file a new time anyway: what holds here for the touched one holds for all.

return scenario {
  name    = "touch-only",
  summary = "Contents stay, times are new: a file was touched, and checked out anew",
  script  = function(ci)
    ci:job { "prime" }
    ci:edit "touch-only"
    local job = ci:job { "rebuild", measure = true, claim = ci.claim_warm }
    if ci.carried == "layers" then
      ci:expect(job.steps.executed == 0, "times are no part of what BuildKit compares")
    end
    ci:expect(job.artifact:contains(ci.marker), "the artifact holds the project's own marker")
  end,
}
