-- SPDX-License-Identifier: Apache-2.0
-- A service that answers 503: an import goes on without a cache, an export fails the build.

return scenario {
  name       = "unavailable-service",
  summary    = "The service answers 503: to lookups, then to new entries",
  strategies = { "gha", "mount" },
  workloads  = { "shell" },
  script     = function(ci)
    ci:job { "prime" }
    ci.actions_cache:fault { on = "lookup", key = "index-", status = 503 }
    ci.actions_cache:fault { on = "lookup", key = "mount-", status = 503 }
    local job = ci:job { "no-lookup", may_fail = true }
    if ci.carried == "mounts" then
      ci:expect(not job.failed and not job.restored.hit, "a lookup that fails counts as a miss")
      ci:expect(job.restored.error ~= "", "with a warning")
    else
      ci:expect(job.steps.cached == 0 and #job.import_errors > 0, "an import that fails is silent")
    end
    ci.actions_cache:clear_faults()
    ci:edit "dependency"
    ci.actions_cache:fault { on = "create", status = 503 }
    local full = ci:job { "no-create", may_fail = true }
    ci:expect(full.failed == (ci.carried == "layers"), "only an export of layers fails the build")
  end,
}
