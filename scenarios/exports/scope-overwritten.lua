-- SPDX-License-Identifier: Apache-2.0
-- Two images of one repository export to one scope: each export replaces the one before.

local function try(name, summary, scopes)
  local fixed = scopes.app ~= scopes.tool
  return scenario {
    name = name, summary = summary,
    workloads = { "layers" }, strategies = { "gha" },
    script = function(ci)
      local app, tool = { scope = scopes.app }, { scope = scopes.tool }
      ci:job { "app", set = app }
      ci:job { "tool", set = tool, dockerfile = "Dockerfile.tool" }
      local job = ci:job { "app-again", set = app, measure = true, claim = fixed and "warm" or "cold" }
      ci:expect(fixed or (job.miss.kind == "overwritten" and job.miss.subject == "tool"), "the job that exported since is named")
      ci:expect(job:step "RUN cat".cached == fixed, "nothing changed, and the image is warm only with a scope of its own")
      ci:expect(job:step "RUN cp".cached == fixed, "from its first step on")
    end,
  }
end

return {
  try("scope-overwritten", "Two images export to one scope, so that the last one stays", { app = "shared", tool = "shared" }),
  try("scope-overwritten-fixed", "Each image has a scope of its own", { app = "app", tool = "tool" }),
}
