-- SPDX-License-Identifier: Apache-2.0
-- A storm of 429: BuildKit waits and asks again, so the cache is used, only later.

return scenario {
  name       = "rate-limited",
  summary    = "The service answers 429 three times before it serves a lookup",
  strategies = { "gha" },
  workloads  = { "shell" },
  script     = function(ci)
    ci:job { "prime" }
    ci.actions_cache:fault { on = "lookup", status = 429, retry_after = 1, times = 3 }
    local job = ci:job { "limited" }
    ci:expect(job.steps.executed == 0, "the cache is used all the same")
    ci:expect(job.cache_traffic.retries >= 3, "each refusal was followed by a retry")
    ci:expect(job.seconds > 3, "the waiting is part of the job's time")
  end,
}
