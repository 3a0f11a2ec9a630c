-- SPDX-License-Identifier: Apache-2.0
-- The step that compiles is written differently: its layer is lost, a cache mount is not.

return scenario {
  name    = "dockerfile-change",
  summary = "A step of the Dockerfile changed since the cache was saved",
  script  = function(ci)
    ci:job { "prime" }
    ci:edit "dockerfile"
    local job = ci:job { "rebuild", measure = true, claim = ci.claim_warm }
    ci:expect(job.steps.executed > 0, "a changed step is executed")
    ci:expect(job.artifact:contains(ci.marker), "the artifact shows the edit")
  end,
}
