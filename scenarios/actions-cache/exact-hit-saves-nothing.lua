-- SPDX-License-Identifier: Apache-2.0
-- After an exact hit nothing is saved: what the build added to its mounts is lost with the runner,
-- for as long as the key stays the same.

return scenario {
  name       = "exact-hit-saves-nothing",
  summary    = "A job that found its exact key saves nothing, whatever it built",
  strategies = { "mount" },
  workloads  = { "shell" },
  script     = function(ci)
    local first = ci:job { "first" }
    ci:expect(first.saved.stored, "the first job saves")
    ci:edit "source"
    local second = ci:job { "second" }
    ci:expect(second.restored.exact, "the lock file did not change, so the key did not")
    ci:expect(second.cache_traffic.requests == 2, "a lookup and a download, nothing else")
    ci:expect(#ci.actions_cache:entries() == 1, "there is still one entry")
    ci:edit "dependency"
    local third = ci:job { "third" }
    ci:expect(third.restored.hit and not third.restored.exact, "a restore key finds the old entry")
    ci:expect(third.saved.stored, "a restore-key hit saves under the new key")
  end,
}
