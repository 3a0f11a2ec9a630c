-- SPDX-License-Identifier: Apache-2.0
-- Several days of work in one push: code, its test, documentation, a new file.

return scenario {
  name    = "ordinary-commit",
  summary = "A commit of ordinary work: several files changed, one of them new",
  script  = function(ci)
    ci:job { "prime" }
    ci:edit "commit"
    local job = ci:job { "rebuild", measure = true, claim = ci.claim_warm }
    ci:expect(job.steps.executed > 0, "changed sources are built again")
    ci:expect(job.artifact:contains(ci.marker), "the artifact shows the edit")
  end,
}
