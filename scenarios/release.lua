-- SPDX-License-Identifier: Apache-2.0
-- A new version number in the manifest: a Dockerfile that copies the manifest before it installs
-- dependencies installs them again.

return scenario {
  name    = "release",
  summary = "The project's own version number changed, its dependencies did not",
  script  = function(ci)
    ci:job { "prime" }
    ci:edit "version"
    local job = ci:job { "rebuild", measure = true, claim = ci.claim_warm }
    ci:expect(job.steps.executed > 0, "a changed manifest is built again")
    ci:expect(job.artifact:contains(ci.marker), "the artifact shows the edit")
  end,
}
