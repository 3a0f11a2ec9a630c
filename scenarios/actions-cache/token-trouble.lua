-- SPDX-License-Identifier: Apache-2.0
-- Without a token buildx drops the cache without a word: the build succeeds, and nothing is kept.

return scenario {
  name       = "token-trouble",
  summary    = "No token, an expired one, a forged one: what each does to the build",
  strategies = { "gha" },
  workloads  = { "shell" },
  script     = function(ci)
    ci:job { "prime" }
    local entries = #ci.actions_cache:entries()

    local unset = ci:job { "unset", token = "unset" }
    ci:expect(unset.steps.cached == 0, "without a token nothing is imported")
    ci:expect(#unset.import_errors == 0, "and nothing is said about it")
    ci:expect(unset.cache_traffic.requests == 0, "the service is not even asked")

    local expired = ci:job { "expired", token = "expired", may_fail = true }
    ci:expect(expired.failed, "an expired token fails a build that exports")
    ci:expect(expired.error:find "expired", "the error says so")

    local forged = ci:job { "forged", token = "forged", may_fail = true }
    ci:expect(forged.failed, "a token that the service did not sign fails a build that exports")
    ci:expect(#ci.actions_cache:entries() == entries, "none of them saved anything")
  end,
}
