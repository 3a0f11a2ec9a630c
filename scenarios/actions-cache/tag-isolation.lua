-- SPDX-License-Identifier: Apache-2.0
-- A release never finds what an earlier release saved, because each tag has a scope of its own.
-- What the default branch saved is found by all of them.

local is_warm = require "is_warm"

return scenario {
  name       = "tag-isolation",
  summary    = "A tag reads its own cache and the default branch's, never another tag's",
  strategies = { "gha", "mount" },
  workloads  = { "shell" },
  script     = function(ci)
    ci:job { "v1.0.0", ref = "refs/tags/v1.0.0" }
    local next_tag = ci:job { "v1.1.0", ref = "refs/tags/v1.1.0" }
    ci:expect(not is_warm(ci, next_tag), "a tag does not read another tag's cache")
    local same_tag = ci:job { "v1.0.0-again", ref = "refs/tags/v1.0.0" }
    ci:expect(is_warm(ci, same_tag), "the same tag, run again, reads its own cache")
    local main = ci:job { "main" }
    ci:expect(not is_warm(ci, main), "the default branch does not read a tag's cache")
    local last_tag = ci:job { "v1.2.0", ref = "refs/tags/v1.2.0" }
    ci:expect(is_warm(ci, last_tag), "a tag reads the default branch's cache")
  end,
}
