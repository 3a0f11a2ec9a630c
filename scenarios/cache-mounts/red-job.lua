-- SPDX-License-Identifier: Apache-2.0
-- The save is a post step that runs after success alone: a failed test throws the downloads away.

local function try(name, summary, save_always)
  return scenario {
    name = name, summary = summary,
    workloads = { "traps" }, strategies = { "dance" },
    script = function(ci)
      local set = { save_always = save_always }
      local red = ci:job { "red", set = set, build_args = { FAIL = "1" }, may_fail = true }
      ci:expect(red.failed, "the job fails after the mounts were filled")
      ci:expect(red.saved.stored == save_always, "the cache step saves after a failure only if told to")
      local job = ci:job { "next", set = set, measure = true, claim = save_always and "warm" or "cold" }
      ci:expect(job.restored.hit == save_always, "the next job is warm only then")
    end,
  }
end

return {
  try("red-job", "A job that fails saves nothing", false),
  try("red-job-fixed", "The cache is saved after a failure too", true),
}
