-- SPDX-License-Identifier: Apache-2.0
-- What a pull request saves is for its own re-runs alone.

local is_warm = require "is_warm"

return scenario {
  name       = "pull-request-scope",
  summary    = "A pull request reads its base's cache; its base never reads the pull request's",
  strategies = { "gha", "mount" },
  workloads  = { "shell" },
  script     = function(ci)
    local request = { ref = "refs/pull/7/merge", base = "refs/heads/release" }
    ci:job { "request", ref = request.ref, base = request.base }
    ci:expect(not is_warm(ci, ci:job { "main" }), "the default branch does not read a pull request's cache")
    local other = ci:job { "other-request", ref = "refs/pull/8/merge", base = "refs/heads/release" }
    ci:expect(is_warm(ci, other), "a pull request reads the default branch's cache")
    local again = ci:job { "request-again", ref = request.ref, base = request.base }
    ci:expect(is_warm(ci, again), "the pull request, run again, reads its own cache")
    for _, entry in ipairs(ci.actions_cache:entries()) do
      ci:expect(entry.scope ~= "refs/heads/release", "a pull request writes nothing to its base")
    end
  end,
}
