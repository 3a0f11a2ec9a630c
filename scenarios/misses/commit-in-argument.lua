-- SPDX-License-Identifier: Apache-2.0
-- The commit's id as a build argument: it is part of the key of every RUN below its ARG, used or not.

local function try(name, summary, dockerfile)
  local fixed = dockerfile == "Dockerfile.labelled"
  return scenario {
    name = name, summary = summary,
    workloads = { "go" }, strategies = { "registry" },
    script = function(ci)
      ci:job { "prime", dockerfile = dockerfile, build_args = { COMMIT = "4f1d6c2a9be07d35810f6a4c7b29e8d1503fa6bc" } }
      local job = ci:job { "rebuild", dockerfile = dockerfile, measure = true, claim = fixed and "warm" or nil,
        build_args = { COMMIT = "b80c3e57d2f9416aa07e9d64c158b3f2e7a06d91" } }
      ci:expect(fixed or (job.miss.kind == "argument-changed" and job.miss.subject == "COMMIT"), "the argument is named")
      ci:expect(job:step "RUN go mod download".cached == fixed, "no module changed, and they are downloaded again below the ARG")
      ci:expect(job:step "RUN go build".cached == fixed, "no source changed, and it is compiled again below the ARG")
    end,
  }
end

return {
  try("commit-in-argument", "The commit's id is a build argument above everything", "Dockerfile.stamped"),
  try("commit-in-argument-fixed", "The same argument just above the label that needs it", "Dockerfile.labelled"),
}
