-- SPDX-License-Identifier: Apache-2.0
-- Each job adds an object and nobody removes one: the archive grows until it costs more than it saves.

local function try(name, summary, dockerfile)
  local fixed = dockerfile == "Dockerfile.pruned"
  return scenario {
    name = name, summary = summary,
    workloads = { "traps" }, strategies = { "dance" },
    script = function(ci)
      local sizes = {}
      for number = 1, 3 do
        ci:edit "source"
        sizes[number] = ci:job { "job-" .. number, dockerfile = dockerfile, set = { run_key = true } }.saved.bytes
      end
      ci:expect(sizes[1] > 100000, "the first job saves its objects")
      ci:expect((sizes[3] > sizes[1] + 150000) == not fixed, "two jobs later two more objects are in the archive")
    end,
  }
end

return {
  try("growth", "Nothing is ever removed from the cache", "Dockerfile"),
  try("growth-fixed", "What a build did not use is removed at its end", "Dockerfile.pruned"),
}
