-- SPDX-License-Identifier: Apache-2.0
-- The Dockerfile is the same to the letter.
return scenario {
  name = "miss-base-change", summary = "The tag of the base image means another image",
  workloads = { "layers" }, strategies = { "registry", "gha", "local" },
  script = function(ci)
    ci:job { "prime" }
    local job = ci:job { "rebuild", measure = true, bases = { ["busybox:1.36"] = "busybox:next" } }
    local miss = job:step "WORKDIR".miss
    ci:expect(miss.kind == "base-changed" and miss.subject == "busybox:1.36", "the image is named")
    ci:expect(job.miss.subject == "busybox:1.36", "the misses began with it")
    ci:expect(job:step "COPY deps.lock".miss.kind == "parent-missed", "the others follow")
  end,
}
