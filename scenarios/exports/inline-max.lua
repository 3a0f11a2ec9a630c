-- SPDX-License-Identifier: Apache-2.0
-- mode=max beside type=inline: taken without a word, and what the stages before the last one made is
-- not in the image.

return scenario {
  name = "inline-max", summary = "mode=max is asked of the inline exporter; a registry ref of its own keeps it",
  workloads = { "layers" }, strategies = { "inline", "registry" },
  script = function(ci)
    local set = { mode = "max" }
    ci:job { "prime", set = set }
    ci:edit "source"
    local job = ci:job { "rebuild", set = set, measure = true }
    local kept = ci.strategy == "registry"
    ci:expect(kept or job.miss.subject == "type=inline", "the exporter is named as the reason")
    ci:expect(job:step "RUN cp".cached == kept, "the stage before the last comes from a registry, not from the image")
  end,
}
