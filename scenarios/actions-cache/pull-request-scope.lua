-- SPDX-License-Identifier: Apache-2.0
-- What a pull request saves is for its own re-runs alone.

return scenario {
  name       = "pull-request-scope",
  summary    = "A pull request reads its base's cache; its base never reads the pull request's",
  strategies = { "gha", "mount" },
  workloads  = { "shell" },
  script     = function(ci)
    local function is_warm(job)
      if ci.carried == "mounts" then return job.restored.hit end
      return job.steps.executed == 0
    end
    local request = { ref = "refs/pull/7/merge", base = "refs/heads/release" }
    ci:job { "request", ref = request.ref, base = request.base }
    ci:expect(not is_warm(ci:job { "main" }), "the default branch does not read a pull request's cache")
    local other = ci:job { "other-request", ref = "refs/pull/8/merge", base = "refs/heads/release" }
    ci:expect(is_warm(other), "a pull request reads the default branch's cache")
    local again = ci:job { "request-again", ref = request.ref, base = request.base }
    ci:expect(is_warm(again), "the pull request, run again, reads its own cache")
    for _, entry in ipairs(ci.actions_cache:entries()) do
      ci:expect(entry.scope ~= "refs/heads/release", "a pull request writes nothing to its base")
    end
  end,
}
