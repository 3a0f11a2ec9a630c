-- SPDX-License-Identifier: Apache-2.0
-- The job that a strategy's hooks serve.

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

--- `for mount in job:cache_mounts() do`: each is a table of its own, as the workload declares it.
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

--- `context`: what the job is about, from the host. One object serves all hooks of a job.
return function(context)
  local prefix = ("%s-%s-%s-"):format(context.strategy, context.workload, context.version)
  return check.strict("job", {
    name = context.job,
    workload = context.workload,
    strategy = context.strategy,
    version = context.version,
    lock_hash = context.lock_hash,
    cache_dir = context.cache_dir,
    registry = context.registry,
    mismatch = context.mismatch,
    params = check.strict("job.params", context.params),
    key = prefix .. context.lock_hash,
    restore_keys = { prefix },
    state = {},
    actions_cache = check.strict("job.actions_cache", {}, actions_cache),
    declared_mounts = context.cache_mounts,
  }, methods)
end
