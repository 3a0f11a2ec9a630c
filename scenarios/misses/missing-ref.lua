-- SPDX-License-Identifier: Apache-2.0
-- A misspelt ref is a warning in the log and nothing else: the build succeeds, cold.
return scenario {
  name = "miss-missing-ref", summary = "The ref that is imported does not exist",
  workloads = { "layers" }, strategies = { "registry", "inline" }, expect_fail = { "identifier-mismatch" },
  script = function(ci)
    ci:job { "prime" }
    local job = ci:job { "rebuild", measure = true, mismatch = true }
    local miss = job:step "WORKDIR".miss
    ci:expect(miss.kind == "import-not-found", "the import found nothing")
    ci:expect(miss.subject:find "/layers:v1%-other$", "the ref that was looked up is named")
    ci:expect(miss.text:find "saved under ref [^ ]+/layers:v1$", "and the one that was saved")
    ci:expect(job.miss.kind == "import-not-found", "the misses began with it")
  end,
}
