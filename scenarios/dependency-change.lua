-- SPDX-License-Identifier: Apache-2.0
-- The lock file changes: every layer from there on is made again, while a cache mount still holds
-- all other dependencies.

return scenario {
  name    = "dependency-change",
  summary = "One dependency has another version than when the cache was saved",
  script  = function(ci)
    ci:job { "prime" }
    ci:edit "dependency"
    local job = ci:job { "rebuild", measure = true, claim = ci.claim_warm }
    ci:expect(job.steps.executed > 0, "a changed lock file is built again")
    ci:expect(job.artifact:contains(ci.marker), "the artifact shows the edit")
  end,
}
