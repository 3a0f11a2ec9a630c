-- SPDX-License-Identifier: Apache-2.0
-- The archive of the cache mounts as an image in the registry: releases find it whatever their tag,
-- because a registry knows no scopes.

local mounts = require "mounts"

local function ref(job) return ("%s/cache/%s:release-%s"):format(job.registry, job.workload, job.version) end

return strategy {
  name    = "release-image",
  summary = "Cache mounts in a scratch image of the registry, shared by all tags",
  form    = "mount",
  carries = "mounts",

  restore = function(job)
    if job:pull_directory { path = job.cache_dir, ref = ref(job) } then mounts.inject(job, job.cache_dir) end
  end,

  build = function(job) return mounts.flags(job) end,

  save = function(job)
    mounts.extract(job, job.cache_dir)
    job:push_directory { path = job.cache_dir, ref = ref(job) }
  end,
}
