-- SPDX-License-Identifier: Apache-2.0
-- Every later step of the stage, and of those made from it, follows.
return scenario {
  name = "miss-dockerfile-edit", summary = "An instruction of the Dockerfile changed",
  workloads = { "layers" }, strategies = { "registry", "gha", "local" },
  script = function(ci)
    ci:job { "prime" }
    ci:edit "dockerfile"
    local job = ci:job { "rebuild", measure = true }
    local miss = job:step "RUN cp".miss
    ci:expect(miss.kind == "instruction-changed" and miss.subject == "RUN cp -f deps.lock /deps", "the instruction is named")
    ci:expect(miss.text:find("'RUN cp deps.lock /deps'", 1, true), "and what it was")
    ci:expect(job.miss.kind == "instruction-changed", "the misses began there")
    ci:expect(job:step "COPY deps.lock".cached, "what stands above it was not made again")
  end,
}
