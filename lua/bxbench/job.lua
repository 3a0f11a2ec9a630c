-- SPDX-License-Identifier: Apache-2.0
-- The job that a strategy's steps serve.

local native = require "bxbench.native"
local check = require "bxbench.check"

local methods, actions_cache = {}, {}

function actions_cache.restore(_, spec)
  local action = check.record("actions_cache:restore", spec)
  action.kind = "restore"
  return check.strict("the result of restore", native.ask(action))
end

function actions_cache.save(_, spec)
  local action = check.record("actions_cache:save", spec)
  action.kind = "save"
  return check.strict("the result of save", native.ask(action))
end

local function carry(kind, mount, directory, carrier_id)
  local called = "job:" .. kind
  return check.strict("the result of " .. called, native.ask {
    kind = kind,
    mount = check.record("mount", mount, "the mount of " .. called),
    directory = check.value(directory, "string", "the directory of " .. called),
    carrier_id = check.value(carrier_id or mount.id, "string", "the carrier id of " .. called),
  })
end

function methods:inject(mount, directory, carrier_id)
  return carry("inject", mount, directory, carrier_id)
end

function methods:extract(mount, directory, carrier_id)
  return carry("extract", mount, directory, carrier_id)
end

--- Builds the workload. A build that fails ends the ordinary steps; post steps follow.
function methods:build(flags)
  native.ask { kind = "build", flags = check.record("build flags", flags or {}, "the flags of job:build") }
end

-- Job to what it registered, in order.
local registered = setmetatable({}, { __mode = "k" })

--- Registers a post step: run when the ordinary steps are over, last registered first.
function methods:post(spec)
  if type(spec) == "function" then spec = { spec } end
  table.insert(registered[self], check.record("job:post", spec))
end

function methods:mounts_of(dockerfile)
  return native.ask {
    kind = "read_mounts",
    dockerfile = check.value(dockerfile, "inner path", "the Dockerfile of job:mounts_of"),
  }
end

local function ship(kind, spec)
  local action = check.record("job:" .. kind, spec)
  action.kind = kind
  return native.ask(action).found
end

function methods:push_directory(spec) ship("push_directory", spec) end

function methods:pull_directory(spec) return ship("pull_directory", spec) end

--- `for mount in job:cache_mounts() do`: each is a table of its own, as the workload declares it, or the Dockerfile that the job names.
function methods:cache_mounts()
  local mounts, index = self.declared_mounts, 0
  return function()
    index = index + 1
    local mount = mounts[index]
    if not mount then return nil end
    local copy = {}
    for name, value in next, mount do copy[name] = value end
    return copy
  end
end

local jobs = {}

--- `context`: what the job is about, from the host. One object serves all steps of a job.
function jobs.new(context)
  local prefix = ("%s-%s-%s-"):format(context.strategy, context.workload, context.version)
  local job = check.strict("job", {
    name = context.job,
    workload = context.workload,
    strategy = context.strategy,
    ref = context.ref,
    number = context.number,
    version = context.version,
    lock_hash = context.lock_hash,
    cache_dir = context.cache_dir,
    host_dir = context.host_dir,
    registry = context.registry,
    mismatch = context.mismatch,
    params = check.strict("job.params", context.params),
    key = prefix .. context.lock_hash,
    restore_keys = { prefix },
    state = {},
    actions_cache = check.strict("job.actions_cache", {}, actions_cache),
    declared_mounts = context.cache_mounts,
  }, methods)
  registered[job] = {}
  return job
end

function jobs.post_steps_of(job) return registered[job] end

return jobs
