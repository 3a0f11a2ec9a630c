-- SPDX-License-Identifier: Apache-2.0
-- `--no-cache` means cache mounts as well. To run a step again, change an argument of it.

local function try(name, summary, second)
  local fixed = not second.no_cache
  return scenario {
    name = name, summary = summary,
    workloads = { "traps" }, strategies = { "none" },
    script = function(ci)
      local first = ci:job { "fill", runner = "laptop", dockerfile = "Dockerfile.bust", build_args = { BUST = "1" } }
      ci:expect(first.output:contains "deps before: 0", "the mount is empty at first")
      second[1], second.runner, second.dockerfile = "again", "laptop", "Dockerfile.bust"
      local job = ci:job(second)
      ci:expect(job.output:contains "deps before: 1" == fixed, "the mount survives only without --no-cache")
    end,
  }
end

return {
  try("no-cache-drops-mounts", "--no-cache empties the cache mounts too",
    { no_cache = true, build_args = { BUST = "1" } }),
  try("no-cache-drops-mounts-fixed", "Another argument runs the step again and keeps its mount",
    { build_args = { BUST = "2" } }),
}
