-- SPDX-License-Identifier: Apache-2.0
-- A connection that is reset is resumed; a body that ends early in good order fails the build.

return scenario {
  name       = "broken-download",
  summary    = "A layer's download breaks: reset in the middle, or too short",
  strategies = { "gha" },
  workloads  = { "shell" },
  script     = function(ci)
    ci:job { "prime" }
    ci:edit "source"
    ci.actions_cache:fault { on = "download", key = "buildkit-blob-", reset = 100, times = 1 }
    local reset = ci:job { "reset" }
    ci:expect(reset.steps.cached > 0, "a download that was reset is resumed")
    ci.actions_cache:clear_faults()

    ci:edit "source"
    ci.actions_cache:fault { on = "download", key = "buildkit-blob-", truncate = 100 }
    local short = ci:job { "too-short", may_fail = true }
    ci:expect(short.failed, "a body that is shorter than announced fails the build")
    ci.actions_cache:clear_faults()
    ci:expect(not ci:job { "healthy" }.failed, "with a healthy service it builds again")
  end,
}
