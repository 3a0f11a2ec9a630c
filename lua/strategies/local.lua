-- SPDX-License-Identifier: Apache-2.0
-- Layers in a folder (type=local) that a cache step restores and saves. The new cache goes to a new
-- folder: in one folder old blobs would stay for ever.

return strategy {
  name    = "local",
  summary = "Layers in a folder (type=local, mode=max) that is kept in the Actions cache",
  form    = "layer",
  carries = "layers",

  steps = function(job)
    -- Their last names are the same, because an entry of the Actions cache belongs to a path.
    local old, new = job.cache_dir .. "/old/layers", job.cache_dir .. "/new/layers"
    local key = job.key .. "-" .. job.number
    local lookup = job.mismatch and { path = old, key = "other-" .. key }
      or { path = old, key = key, restore_keys = job.restore_keys }
    local hit = job.actions_cache:restore(lookup)
    job:build {
      cache_from  = hit.hit and { "type=local,src=" .. old } or {},
      cache_to    = { "type=local,dest=" .. new .. ",mode=max" },
      looked_up   = { { kind = "key", value = hit.hit and hit.matched_key or lookup.key } },
      saved_under = { { kind = "key", value = key } },
    }
    job.actions_cache:save { path = new, key = key }
  end,
}
