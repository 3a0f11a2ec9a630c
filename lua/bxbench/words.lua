-- SPDX-License-Identifier: Apache-2.0
-- The words that a script defines things with: scenario, strategy, workload and what they hold.

local native = require "bxbench.native"
local check = require "bxbench.check"
local fields = require "bxbench.fields"

-- A definition is checked at once; `made_by` tells the loader what it is.
local function definition(kind)
  return function(spec)
    local checked = check.record(kind, spec)
    checked.made_by = kind
    return checked
  end
end

-- Arguments by position, checked when the workload that holds the result is: its path is known then.
local function operation(kind)
  return function(...)
    local made = { made_by = kind }
    for _, field in ipairs(fields[kind]) do made[field.name] = (select(field.at, ...)) end
    if select("#", ...) > #fields[kind] then native.fail(kind .. " got too many arguments") end
    return made
  end
end

local function param(kind)
  return function(default, doc)
    local made = check.record(kind, { default = default, doc = doc })
    made.made_by = kind
    return made
  end
end

local function strategy(spec)
  local checked = definition "strategy" (spec)
  if checked.steps and (checked.restore or checked.build or checked.save) then
    native.fail("strategy.steps takes the place of the hooks restore, build and save; give one or the other", "steps")
  end
  return checked
end

local function workload(spec)
  local checked = definition "workload" (spec)
  if not next(checked.dockerfiles) then native.fail("workload.dockerfiles names no Dockerfile", "dockerfiles") end
  for name, variant in pairs(checked.variants) do
    local path = "variants." .. name
    if not name:find "^[a-z0-9][a-z0-9_-]*$" or not name:find "[a-z0-9]$" then
      native.fail(("workload.%s: a variant's name has lower-case letters, digits, '_' and '-'"):format(path), path)
    end
    if not next(variant.dockerfiles) then
      native.fail(("workload.%s.dockerfiles names no Dockerfile"):format(path), path)
    end
  end
  for _, mount in ipairs(checked.cache_mounts) do mount.id = mount.id or mount.target end
  return checked
end

--- A fresh set for each file: what one script does to its words is not seen by another.
return function()
  return {
    scenario = definition "scenario",
    strategy = strategy,
    workload = workload,
    base = { debian = definition "base.debian", busybox = definition "base.busybox" },
    fixture = { build = definition "fixture.build" },
    edit = {
      append = operation "edit.append",
      write = operation "edit.write",
      replace = operation "edit.replace",
      copy = operation "edit.copy",
      remove = operation "edit.remove",
      touch = operation "edit.touch",
      chmod = operation "edit.chmod",
    },
    param = { string = param "param.string", number = param "param.number", boolean = param "param.boolean" },
  }
end
