-- SPDX-License-Identifier: Apache-2.0
-- Cache mounts kept in a folder of a self-hosted runner: no service, no link, no scope.

local mounts = require "mounts"

return strategy {
  name    = "host-dir",
  summary = "Cache mounts in a folder that outlives the runner, as on a self-hosted machine",
  form    = "mount",
  carries = "mounts",
  restore = function(job) mounts.inject(job, job.host_dir) end,
  build   = function(job) return mounts.flags(job) end,
  save    = function(job) mounts.extract(job, job.host_dir) end,
}
