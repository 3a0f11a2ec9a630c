-- SPDX-License-Identifier: Apache-2.0
-- No source changed, but what the build is sent did.
return scenario {
  name = "miss-dockerignore", summary = ".dockerignore lets in a file that it kept out",
  workloads = { "layers" }, strategies = { "registry", "gha", "local" },
  script = function(ci)
    ci:job { "prime" }
    ci:edit "dockerignore"
    local job = ci:job { "rebuild", measure = true }
    local miss = job:step "COPY src".miss
    ci:expect(miss.kind == "dockerignore-changed" and miss.subject == "src/notes.md", "the file is named")
    ci:expect(job.miss.subject == "src/notes.md", "the misses began with it")
  end,
}
