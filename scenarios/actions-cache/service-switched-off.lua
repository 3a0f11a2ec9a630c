-- SPDX-License-Identifier: Apache-2.0
-- What clients meet that speak a version which was switched off: 422 to everything they ask.

return scenario {
  name       = "service-switched-off",
  summary    = "The service answers 422 to everything, as GitHub's does to clients of version 1",
  strategies = { "gha", "mount" },
  workloads  = { "shell" },
  script     = function(ci)
    ci:job { "prime" }
    ci.actions_cache:fault { status = 422 }
    local job = ci:job { "refused", may_fail = true }
    ci:expect(job.steps.cached == 0, "nothing comes from the cache")
    if ci.carried == "mounts" then
      ci:expect(not job.failed and job.restored.error:find "422", "a lookup that fails counts as a miss, with a warning")
    else
      ci:expect(job.failed and job.error:find "exporting to GitHub Actions Cache: unknown", "the export fails the build, and BuildKit does not tell why")
    end
  end,
}
