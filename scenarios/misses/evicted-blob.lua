-- SPDX-License-Identifier: Apache-2.0
-- The index still names it. What builds on that layer is made again.
return scenario {
  name = "miss-evicted-blob", summary = "The data of one layer was evicted",
  workloads = { "layers" }, strategies = { "gha" },
  script = function(ci)
    ci:job { "prime" }
    local blobs = ci.actions_cache:entries { key = "buildkit-blob-" }
    ci:expect(#blobs > 3, "each layer is an entry")
    table.sort(blobs, function(a, b) return a.bytes > b.bytes end)
    local key = blobs[1].key -- the base image's
    ci.actions_cache:evict { key = key }
    local job = ci:job { "rebuild", measure = true }
    ci:expect(job:step "WORKDIR".miss.kind == "evicted", "the first step on it is made again")
    ci:expect(job.miss.kind == "evicted" and job.miss.subject == key, "the entry is named")
  end,
}
