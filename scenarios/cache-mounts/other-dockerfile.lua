-- SPDX-License-Identifier: Apache-2.0
-- The cache map is derived from a Dockerfile, but not from the one that is built.

local function try(name, summary, map_from, expect_fail)
  local fixed = map_from == "Dockerfile"
  return scenario {
    name = name, summary = summary, expect_fail = expect_fail,
    workloads = { "traps" }, strategies = { "dance" },
    script = function(ci)
      local set = { map_from = map_from }
      ci:job { "prime", set = set }
      ci:edit "source"
      local job = ci:job { "rebuild", set = set, measure = true, claim = fixed and "warm" or "cold" }
      ci:expect((job.mounts.deps > 0) == fixed, "mounts of another Dockerfile are not those of the build")
    end,
  }
end

return {
  try("other-dockerfile", "The cache map is derived from a Dockerfile that is not built", "Dockerfile.other",
    { "identifier-mismatch", "empty-restore" }),
  try("other-dockerfile-fixed", "The cache map is derived from the Dockerfile that is built", "Dockerfile", {}),
}
