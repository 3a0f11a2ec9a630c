-- SPDX-License-Identifier: Apache-2.0
-- A version was raised in the name of the scope: the import succeeds and finds nothing.
return scenario {
  name = "miss-new-scope", summary = "The cache is looked up under a new scope",
  workloads = { "layers" }, strategies = { "gha" },
  script = function(ci)
    ci:job { "prime" }
    ci:bump_version()
    local job = ci:job { "rebuild", measure = true }
    local miss = job:step "WORKDIR".miss
    ci:expect(miss.kind == "saved-elsewhere" and miss.subject == "layers-v2", "the scope is named")
    ci:expect(miss.text:find("saved under scope layers-v1", 1, true), "and that of the earlier job")
    ci:expect(#job.import_errors == 0, "the import itself did not fail")
  end,
}
