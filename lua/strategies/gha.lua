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
    scope = param.string("", "the scope, in place of the workload's name"),
    separator = param.string(",", "what stands between the fields of --cache-to; ', ' is the usual mistake"),
    lookup = param.boolean(true, "import with --cache-from what --cache-to exported"),
  },

  build = function(job)
    local name = job.params.scope ~= "" and job.params.scope or job.workload
    local scope = name .. "-" .. job.version -- no comma: it would end the flag's value
    local looked_up = job.mismatch and scope .. "-other" or scope
    return {
      cache_from  = job.params.lookup and { "type=gha,scope=" .. looked_up } or {},
      cache_to    = { table.concat({ "type=gha", "scope=" .. scope, "mode=" .. job.params.mode }, job.params.separator) },
      looked_up   = { { kind = "scope", value = looked_up } },
      saved_under = { { kind = "scope", value = scope } },
    }
  end,
}
