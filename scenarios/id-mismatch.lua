-- SPDX-License-Identifier: Apache-2.0
-- A cache that is saved and restored without an error and never used, because what looks it up
-- spells its id, scope or ref differently.

return scenario {
  name        = "id-mismatch",
  summary     = "What is saved and what is looked up carry different identifiers",
  expect_fail = { "identifier-mismatch", "empty-restore" },
  script      = function(ci)
    ci:job { "prime", mismatch = true }
    local job = ci:job { "rebuild", measure = true, claim = "cold", mismatch = true }
    ci:expect(job.steps.cached == 0, "a cache under another name does not help")
    if ci.carries then
      local verdict = job.verdicts["identifier-mismatch"]
      ci:expect(verdict.outcome == "fail", "the mismatch of identifiers is found")
    end
    ci:expect(job.artifact:contains(ci.marker), "the artifact holds the project's own marker")
  end,
}
