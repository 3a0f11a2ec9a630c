-- SPDX-License-Identifier: Apache-2.0
-- What strategies that carry cache mounts share.

local mounts = {}

--- Restores the mounts from an archive in the Actions cache; returns whether the key itself was hit.
function mounts.restore(job)
  local cache = job.actions_cache:restore { path = job.cache_dir, key = job.key, restore_keys = job.restore_keys }
  if cache.hit then
    for mount in job:cache_mounts() do job:inject(mount, job.cache_dir) end
  end
  return cache.exact
end

--- Saves them under the job's key.
function mounts.save(job)
  mounts.extract(job, job.cache_dir)
  job.actions_cache:save { path = job.cache_dir, key = job.key }
end

function mounts.inject(job, folder)
  for mount in job:cache_mounts() do job:inject(mount, folder) end
end

function mounts.extract(job, folder)
  for mount in job:cache_mounts() do job:extract(mount, folder) end
end

--- Build flags that name the mounts' ids, added to those given.
function mounts.flags(job, flags)
  flags = flags or {}
  flags.looked_up, flags.saved_under = flags.looked_up or {}, flags.saved_under or {}
  for mount in job:cache_mounts() do
    table.insert(flags.looked_up, { kind = "mount id", value = mount.id })
    table.insert(flags.saved_under, { kind = "mount id", value = mount.id })
  end
  return flags
end

return mounts
