-- SPDX-License-Identifier: Apache-2.0
-- What a strategy costs when it cannot help yet: nothing to find, everything to save.

return scenario {
  name    = "cold-build",
  summary = "The first build ever: fresh runner, empty cache services",
  script  = function(ci)
    local job = ci:job { "build", measure = true, claim = "cold" }
    ci:expect(job.steps.cached == 0, "the first build finds no cached step")
    ci:expect(job.artifact:contains(ci.marker), "the artifact holds the project's own marker")
  end,
}
