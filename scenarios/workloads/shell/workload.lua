-- SPDX-License-Identifier: Apache-2.0
-- Every edit ends in another program: the marker is in one of its sources.
local function banner()
  return edit.write("src/banner.sh", [[
# banner: what the program says about itself.
banner() {
    echo "words, a word counter (%{marker})"
}
]])
end

return workload {
  name = "shell",
  summary = "shell script put together by busybox, seconds per build, for tests",
  context = "app",
  dockerfiles = { layer = "app/Dockerfile.layer", mount = "app/Dockerfile.mount" },
  cache_mounts = {
    { id = "deps", target = "/cache/deps" },
    { id = "objects", target = "/cache/objects" },
  },
  lock_files = { "deps.lock" },
  bases = { ["busybox:1.36"] = base.busybox {} },
  fixtures = {},
  edits = {
    -- One source file: one object and the link.
    source = { banner() },
    -- Another version of one dependency.
    dependency = {
      edit.replace("deps.lock", "dep parser [0-9.]+", "dep parser 1.0.1"),
      banner(),
    },
    -- A release: the lock file changes, the dependencies do not.
    version = {
      edit.replace("deps.lock", "project [0-9.]+", "project 0.4.1"),
      banner(),
    },
    -- The shell's option to trace.
    dockerfile = {
      edit.replace("Dockerfile.layer", "sh (-x )?tools/link", "sh -x tools/link"),
      edit.replace("Dockerfile.mount", "sh (-x )?tools/link", "sh -x tools/link"),
    },
    ["touch-only"] = edit.touch("src/count.sh"),
    -- A new file, its use, a line of documentation.
    commit = {
      edit.write("src/shortest.sh", [[
# shortest: prints the shortest word of the input.
shortest() {
    words | awk 'shortest == "" || length < length(shortest) { shortest = $0 } END { print shortest }'
}
]]),
      edit.replace("src/main.sh", "    count\\) input", "    shortest) input | shortest ;;\n    count) input"),
      edit.append("src/help.sh", "# The words: version, help, longest, shortest, count.\n"),
      banner(),
    },
  },
  artifact = { path = "/app", marker = "bxbench-unedited" },
}
