-- SPDX-License-Identifier: Apache-2.0
-- The step that copies the sources misses because of a file, what follows because of that step.
return scenario {
  name = "miss-source-edit", summary = "A source file changed",
  workloads = { "layers" }, strategies = { "registry", "gha", "local" },
  script = function(ci)
    ci:job { "prime" }
    ci:edit "source"
    local job = ci:job { "rebuild", measure = true }
    local copy, compile = job:step "COPY src", job:step "RUN cat"
    ci:expect(copy.miss.kind == "input-changed" and copy.miss.subject == "src/main.txt", "the file is named")
    ci:expect(compile.miss.kind == "parent-missed" and compile.miss.subject == copy.name, "the step below is named")
    ci:expect(job.miss.subject == "src/main.txt", "the misses began with the file")
    ci:expect(job:step "RUN cp".cached, "dependencies were not made again")
  end,
}
