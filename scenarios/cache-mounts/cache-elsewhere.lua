-- SPDX-License-Identifier: Apache-2.0
-- The dance writes to one folder, the cache step saves another.

local function try(name, summary, cache_path, expect_fail)
  local fixed = cache_path == "same"
  return scenario {
    name = name, summary = summary, expect_fail = expect_fail,
    workloads = { "traps" }, strategies = { "dance" },
    script = function(ci)
      local set = { cache_path = cache_path }
      ci:job { "prime", set = set }
      ci:edit "source"
      local job = ci:job { "rebuild", set = set, measure = true, claim = fixed and "warm" or "cold" }
      ci:expect((job.restored.bytes > 100000) == fixed, "what was extracted elsewhere is not in the archive")
      ci:expect((job.mounts.deps > 0) == fixed, "the mount is filled only from the folder that is cached")
    end,
  }
end

return {
  try("cache-elsewhere", "The mounts are extracted to a folder that nobody saves", "elsewhere", { "empty-restore" }),
  try("cache-elsewhere-fixed", "The dance and the cache step name the same folder", "same", {}),
}
