-- SPDX-License-Identifier: Apache-2.0
-- Cache mounts are no layers: on a fresh runner every step is made again.
return scenario {
  name = "miss-nothing-exported", summary = "The strategy keeps no layers",
  workloads = { "layers" }, strategies = { "none", "host-dir" },
  script = function(ci)
    ci:job { "prime" }
    local job = ci:job { "rebuild", measure = true }
    ci:expect(job.miss.kind == "not-exported" and job.miss.subject == ci.strategy, "the strategy is named")
    ci:expect(job:step "WORKDIR".miss.kind == "not-exported", "from the first step on")
  end,
}
