-- SPDX-License-Identifier: Apache-2.0
-- Cache mounts carried as a tarball in the Actions cache.

local function carrier_id(job, mount)
  if job.mismatch then return mount.id ~= mount.target and mount.target or mount.target .. "-other" end
  local id = job.params.id
  return id == "mount" and mount.id or id == "target" and mount.target or id
end

return strategy {
  name    = "mount",
  summary = "Cache mounts carried by a tarball in the Actions cache",
  form    = "mount",
  carries = "mounts",
  params  = {
    id = param.string("mount", "which id the carrier uses: 'mount' the Dockerfile's own id, "
      .. "'target' the target path, as a carrier does whose map names no id, else a literal id"),
  },

  restore = function(job)
    local cache = job.actions_cache:restore { path = job.cache_dir, key = job.key, restore_keys = job.restore_keys }
    job.state.is_current = cache.exact
    if not cache.hit then return end
    for mount in job:cache_mounts() do job:inject(mount, job.cache_dir, carrier_id(job, mount)) end
  end,

  build = function(job) -- no flags: the mounts are in the builder already
    local flags = { looked_up = {}, saved_under = {} }
    for mount in job:cache_mounts() do
      table.insert(flags.looked_up, { kind = "mount id", value = mount.id })
      table.insert(flags.saved_under, { kind = "mount id", value = carrier_id(job, mount) })
    end
    return flags
  end,

  save = function(job)
    if job.state.is_current then return end -- a key is never overwritten
    for mount in job:cache_mounts() do job:extract(mount, job.cache_dir, carrier_id(job, mount)) end
    job.actions_cache:save { path = job.cache_dir, key = job.key }
  end,
}
