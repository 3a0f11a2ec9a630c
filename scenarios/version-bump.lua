-- SPDX-License-Identifier: Apache-2.0
-- A cache version in the key: the first job after the bump pays for the next ones.

return scenario {
  name    = "version-bump",
  summary = "The cache version changes: one cold job, then a warm one",
  script  = function(ci)
    ci:job { "prime" }
    ci:bump_version()
    local first = ci:job { "first", measure = true, claim = "cold" }
    ci:expect(first.steps.cached == 0, "nothing that was saved under the old version is found")
    local second = ci:job { "second", measure = true, claim = ci.claim_warm }
    if ci.carried == "layers" then
      ci:expect(second.steps.executed == 0, "what was saved under the new version is found")
    end
    ci:expect(second.artifact:contains(ci.marker), "the artifact holds the project's own marker")
  end,
}
