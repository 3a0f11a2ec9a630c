-- SPDX-License-Identifier: Apache-2.0
-- The index of a layer cache outlives a blob that it names. Where the service still answers the
-- lookup, the build fails; where it does not, only the steps without a layer run again.

return scenario {
  name       = "evicted-blob",
  summary    = "A layer's data is gone, the index that names it is not",
  strategies = { "gha" },
  workloads  = { "shell" },
  script     = function(ci)
    ci:job { "prime" }
    ci.actions_cache:evict { key = "buildkit-blob-", payload_only = true }
    ci:edit "source"
    local broken = ci:job { "data-gone", may_fail = true }
    ci:expect(broken.failed, "a blob whose data alone is gone fails the build")
    ci:expect(broken.error:find("BlobNotFound", 1, true), "the error names the missing blob")

    ci.actions_cache:evict { key = "buildkit-blob-" }
    local rebuilt = ci:job { "entry-gone" }
    ci:expect(rebuilt.steps.executed > 0, "an entry that is gone altogether is built again")
    ci:expect(rebuilt.artifact:contains(ci.marker), "the artifact shows the edit")
    local warm = ci:job { "again" }
    ci:expect(warm.steps.executed == 0, "the export repaired the cache")
  end,
}
