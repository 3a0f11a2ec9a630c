-- SPDX-License-Identifier: Apache-2.0
-- Cache metadata inside the pushed image. It names the final image's layers alone, so the steps of
-- earlier stages are found only while nothing changed.

return strategy {
  name    = "inline",
  summary = "Cache metadata in the pushed image itself (type=inline)",
  form    = "layer",
  carries = "layers",
  params  = {
    mode = param.string("min", "'max' is what people ask for; the exporter takes it without a word and knows only 'min'"),
  },

  build = function(job)
    local image = ("%s/app/%s:%s"):format(job.registry, job.workload, job.version)
    local looked_up = job.mismatch and image .. "-other" or image
    return {
      push        = image,
      cache_from  = { "type=registry,ref=" .. looked_up },
      cache_to    = { "type=inline" .. (job.params.mode == "min" and "" or ",mode=" .. job.params.mode) },
      looked_up   = { { kind = "ref", value = looked_up } },
      saved_under = { { kind = "ref", value = image } },
    }
  end,
}
