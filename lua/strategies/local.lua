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
    local hit = job.actions_cache:restore { path = old, key = job.key .. "-" .. job.number, restore_keys = job.restore_keys }
    job:build {
      cache_from  = hit.hit and { "type=local,src=" .. old } or {},
      cache_to    = { "type=local,dest=" .. new .. ",mode=max" },
      looked_up   = { { kind = "key", value = job.key } },
      saved_under = { { kind = "key", value = job.key } },
    }
    job.actions_cache:save { path = new, key = job.key .. "-" .. job.number }
  end,
}
