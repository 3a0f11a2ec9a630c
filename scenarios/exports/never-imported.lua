-- SPDX-License-Identifier: Apache-2.0
-- --cache-to writes, only --cache-from reads: each run pays for the export, and none gets anything for it.

local function try(name, summary, lookup)
  return scenario {
    name = name, summary = summary,
    workloads = { "layers" }, strategies = { "gha" },
    script = function(ci)
      local set = { lookup = lookup }
      ci:job { "prime", set = set }
      local job = ci:job { "rebuild", set = set, measure = true, claim = lookup and "warm" or "cold" }
      ci:expect(lookup or job.miss.kind == "not-imported", "that nothing was imported is told as the reason")
      ci:expect(job:step "RUN cat".cached == lookup, "nothing changed, and it is made again without --cache-from")
    end,
  }
end

return {
  try("never-imported", "The cache is exported by --cache-to, and there is no --cache-from", false),
  try("never-imported-fixed", "--cache-from names what --cache-to exported", true),
}
