-- SPDX-License-Identifier: Apache-2.0
-- Both: layers for what did not change, cache mounts for the steps that run again.

local mounts = require "mounts"

return strategy {
  name    = "mount+registry",
  summary = "Layers in the registry, and cache mounts in the Actions cache",
  form    = "mount",
  carries = "layers",

  steps = function(job)
    local is_current = mounts.restore(job)
    local name = ("%s/cache/%s-mounts:%s"):format(job.registry, job.workload, job.version)
    job:build(mounts.flags(job, {
      cache_from  = { "type=registry,ref=" .. name },
      cache_to    = { "type=registry,ref=" .. name .. ",mode=max" },
      looked_up   = { { kind = "ref", value = name } },
      saved_under = { { kind = "ref", value = name } },
    }))
    if not is_current then mounts.save(job) end
  end,
}
