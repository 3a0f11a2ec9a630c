-- SPDX-License-Identifier: Apache-2.0
-- The simulated CI that a scenario directs. Each request is yielded as an action, a plain table;
-- the answer comes back as a plain table.

local native = require "bxbench.native"
local check = require "bxbench.check"

local methods = {}

-- A rule that did not apply to the job has no verdict, which is no reason to stop the script.
local not_judged = { outcome = "not judged", evidence = "" }

local function job_result(reply)
  local artifact_contains, output_contains = reply.artifact_contains, reply.output_contains
  return check.strict("the job's result", {
    name = reply.name,
    seconds = reply.seconds,
    steps = check.strict("steps", reply.steps),
    valid = reply.valid,
    invalid_reason = reply.invalid_reason,
    failed = reply.failed,
    error = reply.error,
    verdicts = setmetatable(reply.verdicts, { __index = function() return not_judged end }),
    artifact = { contains = function(_, text)
      return artifact_contains(check.value(text, "string", "the text of artifact:contains"))
    end },
    output = { contains = function(_, text)
      return output_contains(check.value(text, "string", "the text of output:contains"))
    end },
  })
end

function methods:job(spec)
  local action = check.record("ci:job", spec)
  action.kind = "job"
  return job_result(native.ask(action))
end

function methods:edit(name)
  local reply = native.ask { kind = "edit", name = check.value(name, "string", "the name of ci:edit") }
  rawset(self, "marker", reply.marker)
  return reply.marker
end

function methods:bump_version()
  rawset(self, "version", native.ask({ kind = "bump_version" }).version)
  return self.version
end

function methods:expect(condition, message)
  native.ask {
    kind = "expect",
    holds = condition and true or false,
    message = check.value(message, "string", "the message of ci:expect"),
    where = native.where(),
  }
  return condition
end

--- `context`: what the trial is about, from the host.
return function(context)
  return check.strict("ci", {
    workload = context.workload,
    strategy = context.strategy,
    carried = context.carried,
    carries = context.carried ~= "nothing",
    claim_warm = context.carried ~= "nothing" and "warm" or "cold",
    marker = context.marker,
    version = "v1",
    params = check.strict("ci.params", context.params),
  }, methods)
end
