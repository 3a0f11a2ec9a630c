-- SPDX-License-Identifier: Apache-2.0
-- Two releases in a row. The Actions cache keeps each tag's entries to itself; a registry does not.

return scenario {
  name       = "release-tags",
  summary    = "v1.0.0, then v1.1.0: who is warm on another tag",
  strategies = { "none", "gha", "mount", "release-image", "registry" },
  script     = function(ci)
    local knows_no_scopes = ci.strategy == "release-image" or ci.strategy == "registry"
    ci:job { "v1.0.0", ref = "refs/tags/v1.0.0" }
    ci:edit "source"
    local job = ci:job { "v1.1.0", ref = "refs/tags/v1.1.0", measure = true, claim = knows_no_scopes and "warm" or "cold" }
    ci:expect(job.artifact:contains(ci.marker), "the artifact shows the edit")
  end,
}
