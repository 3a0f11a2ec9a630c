-- SPDX-License-Identifier: Apache-2.0
-- A blank after the comma becomes part of the field's name: " mode" is a field that nobody reads.

local function try(name, summary, separator)
  local fixed = separator == ","
  return scenario {
    name = name, summary = summary,
    workloads = { "layers" }, strategies = { "gha" },
    script = function(ci)
      local set = { separator = separator }
      ci:job { "prime", set = set }
      ci:edit "source"
      local job = ci:job { "rebuild", set = set, measure = true }
      ci:expect(fixed or job.miss.kind == "saved-elsewhere", "what was exported went to the scope of nobody's choice")
      ci:expect(job:step "RUN cp".cached == fixed, "the stage before the last is kept only where mode=max was read")
    end,
  }
end

return {
  try("spec-with-blank", "--cache-to 'type=gha, scope=…, mode=max': blanks after the commas", ", "),
  try("spec-with-blank-fixed", "The same without blanks", ","),
}
