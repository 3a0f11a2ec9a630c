-- SPDX-License-Identifier: Apache-2.0
-- Both: layers for what did not change, cache mounts for the steps that run again.

local mounts = require "mounts"

return strategy {
  name    = "mount+gha",
  summary = "Layers in the Actions cache, and cache mounts in the Actions cache",
  form    = "mount",
  carries = "layers",

  steps = function(job)
    local is_current = mounts.restore(job)
    local name = job.workload .. "-mounts-" .. job.version
    job:build(mounts.flags(job, {
      cache_from  = { "type=gha,scope=" .. name },
      cache_to    = { "type=gha,scope=" .. name .. ",mode=max" },
      looked_up   = { { kind = "scope", value = name } },
      saved_under = { { kind = "scope", value = name } },
    }))
    if not is_current then mounts.save(job) end
  end,
}
