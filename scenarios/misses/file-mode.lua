-- SPDX-License-Identifier: Apache-2.0
-- Modes are part of what COPY hashes, times are not.
return scenario {
  name = "miss-file-mode", summary = "The mode of a file changed",
  workloads = { "layers" }, strategies = { "registry", "gha", "local" },
  script = function(ci)
    ci:job { "prime" }
    ci:edit "executable"
    local job = ci:job { "rebuild", measure = true }
    local miss = job:step "COPY src".miss
    ci:expect(miss.kind == "input-mode-changed" and miss.subject == "src/run.sh", "the file is named")
    ci:expect(miss.text:find("from 0644 to 0755", 1, true), "with both modes")
    ci:expect(job.miss.subject == "src/run.sh", "the misses began with it")
  end,
}
