-- SPDX-License-Identifier: Apache-2.0
-- Two entries of the cache map carry one id: their contents are poured together, and the second
-- mount of the Dockerfile is carried by nobody.

local function try(name, summary, one_id, expect_fail)
  return scenario {
    name = name, summary = summary, expect_fail = expect_fail,
    workloads = { "traps" }, strategies = { "dance" },
    script = function(ci)
      local set = { one_id = one_id }
      ci:job { "prime", set = set }
      local job = ci:job { "rebuild", set = set, measure = true, claim = not one_id and "warm" or nil }
      ci:expect(job.mounts.deps > 0, "the first mount is filled")
      ci:expect((job.mounts.objects == 0) == one_id, "the second one only under an id of its own")
    end,
  }
end

return {
  try("two-maps-one-id", "Two entries of the cache map carry the same id", true, { "identifier-mismatch", "mount-empty" }),
  try("two-maps-one-id-fixed", "Each entry of the cache map has the id of its mount", false, {}),
}
