-- SPDX-License-Identifier: Apache-2.0
-- The simulated CI that a scenario directs. Each request is yielded as an action, a plain table;
-- the answer comes back as a plain table.

local native = require "bxbench.native"
local check = require "bxbench.check"

local methods = {}

-- A rule that did not apply to the job has no verdict, which is no reason to stop the script.
local not_judged = { outcome = "not judged", evidence = "" }

-- What a job without a restore or save step did with archives.
local nothing_restored = { hit = false, exact = false, matched_key = "", bytes = 0, error = "" }
local nothing_saved = { stored = false, bytes = 0, error = "" }

local function miss_of(step)
  return check.strict("miss", step.miss or { kind = "", subject = "", text = "" })
end

-- Steps as a script sees them; reading a field that is none is an error.
local function steps_of(reply)
  local list = {}
  for number, step in ipairs(reply.step_list) do
    list[number] = check.strict("a step",
      { name = step.name, cached = step.cached, seconds = step.seconds, miss = miss_of(step) })
  end
  reply.steps.list = list
  return check.strict("steps", reply.steps)
end

local result_methods = {}

function result_methods:step(text)
  check.value(text, "string", "the text of job:step")
  local found
  for _, step in ipairs(self.steps.list) do
    if step.name:find(text, 1, true) then
      if found then native.fail(("job:step: the steps '%s' and '%s' both contain '%s'"):format(found.name, step.name, text)) end
      found = step
    end
  end
  return found or native.fail(("job:step: no step of job '%s' contains '%s'"):format(self.name, text))
end

local function job_result(reply)
  local artifact_contains, output_contains = reply.artifact_contains, reply.output_contains
  return check.strict("the job's result", {
    name = reply.name,
    seconds = reply.seconds,
    steps = steps_of(reply),
    miss = miss_of(reply),
    valid = reply.valid,
    invalid_reason = reply.invalid_reason,
    failed = reply.failed,
    error = reply.error,
    restored = reply.restored and check.strict("restored", reply.restored) or nothing_restored,
    saved = reply.saved and check.strict("saved", reply.saved) or nothing_saved,
    mounts = reply.mounts,
    import_errors = reply.import_errors,
    cache_traffic = check.strict("cache_traffic", reply.cache_traffic),
    verdicts = setmetatable(reply.verdicts, { __index = function() return not_judged end }),
    artifact = { contains = function(_, text)
      return artifact_contains(check.value(text, "string", "the text of artifact:contains"))
    end },
    downloads = reply.downloads,
    output = { contains = function(_, text)
      return output_contains(check.value(text, "string", "the text of output:contains"))
    end },
  }, result_methods)
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

local actions_cache = {}

function actions_cache.fault(_, spec)
  local action = check.record("actions_cache:fault", spec)
  local cuts = 0
  for _, cut in ipairs { "reset", "truncate", "stall" } do cuts = cuts + (action[cut] and 1 or 0) end
  if cuts > 1 then native.fail("actions_cache:fault can break a transfer in one way only") end
  if cuts == 0 and not action.status and not action.delay then
    native.fail("actions_cache:fault does nothing: give status, delay, reset, truncate or stall")
  end
  action.kind = "fault"
  native.ask(action)
end

function actions_cache.clear_faults() native.ask { kind = "clear_faults" } end

local function asking(kind)
  return function(_, spec)
    local action = check.record("actions_cache:" .. kind, spec or {})
    action.kind = kind
    return native.ask(action)
  end
end

actions_cache.advance_clock = asking "advance_clock"
actions_cache.limit = asking "limit"
actions_cache.entries = asking "entries"

local evict = asking "evict"
function actions_cache.evict(self, spec) return evict(self, spec).count end

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
    actions_cache = check.strict("ci.actions_cache", {}, actions_cache),
  }, methods)
end
