-- SPDX-License-Identifier: Apache-2.0
-- Layers kept in a registry, those of intermediate stages included (mode=max).

return strategy {
  name    = "registry",
  summary = "Layers in a registry (type=registry, mode=max)",
  form    = "layer",
  carries = "layers",
  params  = {
    mode = param.string("max", "'max' exports every stage, 'min' the layers of the image alone"),
  },

  build = function(job)
    local ref = ("%s/cache/%s:%s"):format(job.registry, job.workload, job.version)
    local looked_up = job.mismatch and ref .. "-other" or ref
    return {
      cache_from  = { "type=registry,ref=" .. looked_up },
      cache_to    = { "type=registry,ref=" .. ref .. ",mode=" .. job.params.mode },
      looked_up   = { { kind = "ref", value = looked_up } },
      saved_under = { { kind = "ref", value = ref } },
    }
  end,
}
