-- SPDX-License-Identifier: Apache-2.0
-- Two steps use one mount at the same time. Who cannot stand that needs another sharing mode.

local function try(name, summary, sharing)
  local fixed = sharing ~= "shared"
  return scenario {
    name = name, summary = summary,
    workloads = { "traps" }, strategies = { "none" },
    script = function(ci)
      local job = ci:job { "build", dockerfile = "Dockerfile." .. sharing, may_fail = true }
      ci:expect(job.failed ~= fixed, "two steps that take a lock in one shared mount collide")
      if not fixed then ci:expect(job.error:find "File exists", "the error is the tool's own") end
      if sharing == "locked" then ci:expect(job.seconds > 4, "locked: one waits for the other") end
    end,
  }
end

return {
  try("lock-errors", "sharing=shared: two steps collide over a lock in the mount", "shared"),
  try("lock-errors-fixed", "sharing=locked: one step waits for the other", "locked"),
  try("lock-errors-fixed-private", "sharing=private: each step has a mount of its own", "private"),
}
