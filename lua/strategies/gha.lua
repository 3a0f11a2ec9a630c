-- SPDX-License-Identifier: Apache-2.0
-- Layers kept in the Actions cache service. Its URL and token come from the environment, as on a
-- hosted runner, never from the flags.

return strategy {
  name    = "gha",
  summary = "Layers in the Actions cache (type=gha, mode=max)",
  form    = "layer",
  carries = "layers",
  params  = {
    mode = param.string("max", "'max' exports every stage, 'min' the layers of the image alone"),
  },

  build = function(job)
    local scope = job.workload .. "-" .. job.version -- no comma: it would end the flag's value
    local looked_up = job.mismatch and scope .. "-other" or scope
    return {
      cache_from  = { "type=gha,scope=" .. looked_up },
      cache_to    = { "type=gha,scope=" .. scope .. ",mode=" .. job.params.mode },
      looked_up   = { { kind = "scope", value = looked_up } },
      saved_under = { { kind = "scope", value = scope } },
    }
  end,
}
