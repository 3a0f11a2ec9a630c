-- SPDX-License-Identifier: Apache-2.0
-- The Dockerfile's mounts have ids; the map of the cache dance names paths alone. The dance then
-- carries two other, empty mounts, and every restore succeeds with a few hundred bytes.

local function try(name, summary, ids, expect_fail)
  return scenario {
    name = name, summary = summary, expect_fail = expect_fail,
    workloads = { "traps" }, strategies = { "dance" },
    script = function(ci)
      ci:job { "prime", set = { ids = ids } }
      ci:edit "source"
      local job = ci:job { "rebuild", set = { ids = ids }, measure = true, claim = ids and "warm" or "cold" }
      ci:expect(job.restored.hit, "the archive is found, with ids or without")
      ci:expect((job.restored.bytes > 100000) == ids, "but it holds something with ids alone")
      ci:expect((job.mounts.deps > 0) == ids, "the build sees what was carried with ids alone")
      ci:expect((job.downloads == 0) == ids, "without ids everything is downloaded again")
    end,
  }
end

return {
  try("id-missing-in-map", "The cache map names no ids: restored for weeks, never used", false,
    { "identifier-mismatch", "empty-restore" }),
  try("id-missing-in-map-fixed", "The cache map names the Dockerfile's ids", true, {}),
}
