-- SPDX-License-Identifier: Apache-2.0
-- A job reads the entries of its own ref, of its base and of the default branch.
return scenario {
  name = "miss-other-tag", summary = "Another tag saved the cache",
  workloads = { "layers" }, strategies = { "gha" },
  script = function(ci)
    ci:job { "prime", ref = "refs/tags/v1" }
    local job = ci:job { "rebuild", measure = true, ref = "refs/tags/v2" }
    ci:expect(job.miss.kind == "out-of-scope" and job.miss.subject == "refs/tags/v1", "the tag is named")
  end,
}
