-- SPDX-License-Identifier: Apache-2.0
-- What workflows with actions/cache and buildkit-cache-dance do, step by step, with the options that
-- people set. The order of the steps is theirs; the mounts are moved by bxbench's own carrier.

local params = {
  cache_step = param.string("combined", "'combined': restore here, save in a post step, before the dance; "
    .. "'last': the same after the dance; 'split': a restore step, and a save step after the build"),
  ids = param.boolean(true, "the cache map names ids; without them the target is the id"),
  map_from = param.string("", "the Dockerfile that the cache map is derived from; empty: written by hand, correctly"),
  map_target = param.string("", "a target to write into the map for the first mount; empty: its own"),
  one_id = param.boolean(false, "all entries of the cache map carry the first mount's id"),
  cache_path = param.string("same", "'same': the dance uses the folder that the cache step saves; 'elsewhere'"),
  inject = param.string("always", "'always', or 'on-miss': not when the key was hit exactly"),
  skip_extraction = param.boolean(false, "do not extract when the key was hit exactly"),
  save_always = param.boolean(false, "save after a failure too"),
  min_bytes = param.number(0, "do not save when the mounts hold less"),
  restore_keys = param.boolean(true, "older archives may be restored: the key without the hash of the lock files"),
  run_key = param.boolean(false, "end the key in the run's number, so that each run saves"),
}

-- The entries of the cache map: mounts of the Dockerfile with the id that the dance uses for each.
local function cache_map(job)
  local map, set = {}, job.params
  local declared = set.map_from ~= "" and job:mounts_of(set.map_from) or {}
  if set.map_from == "" then
    for mount in job:cache_mounts() do table.insert(declared, mount) end
  end
  for number, mount in ipairs(declared) do
    local target = number == 1 and set.map_target ~= "" and set.map_target or mount.target
    local id = set.ids and mount.id or target
    if set.one_id then id = declared[1].id end
    map[number] = { mount = mount, id = id }
  end
  return map
end

return strategy {
  name    = "dance",
  summary = "Cache mounts as actions/cache and buildkit-cache-dance carry them, in their order of steps",
  form    = "mount",
  carries = "mounts",
  params  = params,

  steps = function(job)
    local set, map = job.params, cache_map(job)
    local kept = job.cache_dir .. "/kept"
    local danced = set.cache_path == "same" and kept or job.cache_dir .. "/elsewhere"
    local key = set.run_key and ("%s-%d"):format(job.key, job.number) or job.key
    local hit, extracted = { hit = false, exact = false }, 0

    local function save()
      if hit.exact or extracted < set.min_bytes then return end
      job.actions_cache:save { path = kept, key = key }
    end

    local function cache_step()
      hit = job.actions_cache:restore { path = kept, key = key, restore_keys = set.restore_keys and job.restore_keys or {} }
      if set.cache_step ~= "split" then job:post { save, always = set.save_always } end
    end

    local function dance()
      if set.inject == "always" or not hit.exact then
        for _, entry in ipairs(map) do job:inject(entry.mount, danced, entry.id) end
      end
      job:post { function()
        if set.skip_extraction and hit.exact then return end
        for _, entry in ipairs(map) do
          extracted = extracted + job:extract(entry.mount, danced, entry.id).bytes
        end
      end, always = true }
    end

    if set.cache_step ~= "last" then cache_step() end
    dance()
    if set.cache_step == "last" then cache_step() end
    local flags = { looked_up = {}, saved_under = {} }
    for mount in job:cache_mounts() do table.insert(flags.looked_up, { kind = "mount id", value = mount.id }) end
    for _, entry in ipairs(map) do table.insert(flags.saved_under, { kind = "mount id", value = entry.id }) end
    job:build(flags)
    if set.cache_step == "split" then save() end
  end,
}
