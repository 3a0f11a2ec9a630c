-- SPDX-License-Identifier: Apache-2.0
-- It keeps the layers of the image. After an edit everything of the earlier stages is made again.
return scenario {
  name = "miss-mode-min", summary = "The cache was exported with mode=min",
  workloads = { "layers" }, strategies = { "registry", "gha" },
  script = function(ci)
    local set = { mode = "min" }
    ci:job { "prime", set = set }
    ci:edit "source"
    local job = ci:job { "rebuild", measure = true, set = set }
    local miss = job:step "WORKDIR".miss
    ci:expect(miss.kind == "not-exported" and miss.subject == "mode=min", "the first step is in no cache")
    ci:expect(job.miss.kind == "not-exported", "which is why the misses began")
    ci:expect(job:step "COPY src".miss.subject == "src/main.txt", "the edited file is named all the same")
  end,
}
