-- SPDX-License-Identifier: Apache-2.0
-- The build runs as user 1000 and its mounts belong to it; the cache map was written for root.

local function try(name, summary, map_from, expect_fail)
  local fixed = map_from == "Dockerfile.owner"
  return scenario {
    name = name, summary = summary, expect_fail = expect_fail,
    workloads = { "traps" }, strategies = { "dance" },
    script = function(ci)
      local set = { map_from = map_from }
      ci:job { "prime", set = set, dockerfile = "Dockerfile.owner" }
      ci:edit "source"
      local job = ci:job { "rebuild", set = set, dockerfile = "Dockerfile.owner", measure = true }
      ci:expect(job.output:contains "deps before: 1" == fixed, "the step's mount is the one of its own user")
    end,
  }
end

return {
  try("owner-mismatch", "The cache map carries root's mount, the Dockerfile's has uid=1000", "Dockerfile", { "empty-restore" }),
  try("owner-mismatch-fixed", "The cache map has the uid and gid of the Dockerfile", "Dockerfile.owner", {}),
}
