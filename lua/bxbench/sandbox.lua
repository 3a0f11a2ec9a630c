-- SPDX-License-Identifier: Apache-2.0
-- The names that a script sees. Scripts are data from strangers: nothing here reaches a file, a
-- process, a clock or a random number, and nothing loops for long without running a Lua instruction,
-- because instructions are what the host counts.

local native = require "bxbench.native"
local new_words = require "bxbench.words"

local base_names = {
  "assert", "error", "getmetatable", "ipairs", "next", "pairs", "rawequal", "rawget", "rawlen",
  "rawset", "select", "tonumber", "tostring", "type", "_VERSION",
}

local function copy(original)
  local made = {}
  for key, value in next, original do made[key] = value end
  return made
end

-- A limit that was passed stays passed: catching it does not help.
local function after_call(...)
  native.raise_passed_limit(...)
  return ...
end

local function safe_pcall(...) return after_call(pcall(...)) end

-- Finalizers run where the host cannot count.
local function safe_setmetatable(object, metatable)
  if type(metatable) == "table" and rawget(metatable, "__gc") ~= nil then
    error("a script cannot use __gc", 2)
  end
  if type(object) == "table" then return setmetatable(object, metatable) end
  error("setmetatable wants a table", 2)
end

local gsub = string.gsub -- ("x"):gsub is the bounded one

local function repetitions_in(pattern)
  local bare = gsub(gsub(pattern, "%%b..", "x"), "%%.", "x")
  local _, count = gsub(gsub(bare, "%[%^?%]?[^%]]*%]", "x"), "[*+?-]", "")
  return count
end

-- Matching backtracks inside C: its cost is about length^repetitions.
local function bounded(match)
  return function(subject, pattern, ...)
    if type(subject) == "string" and type(pattern) == "string" then
      local repetitions = repetitions_in(pattern)
      if repetitions > 1 and (#subject + 1) ^ repetitions > 1e9 then
        error("the pattern repeats too often for a text of this length", 2)
      end
    end
    return match(subject, pattern, ...)
  end
end

local function safe_string()
  local made = copy(string)
  made.dump = nil
  for _, name in ipairs { "find", "match", "gmatch", "gsub" } do made[name] = bounded(string[name]) end
  return made
end

-- With an absurd range or length the originals loop inside C.
local function safe_table()
  local made = copy(table)
  made.move = nil
  for _, name in ipairs { "concat", "insert", "remove", "sort", "unpack" } do
    local original = table[name]
    made[name] = function(list, ...)
      if type(list) == "table" and (getmetatable(list) ~= nil or #list > 1e7) then
        error(("table.%s wants a table without a metatable and with 10 million items at most"):format(name), 2)
      end
      return original(list, ...)
    end
  end
  return made
end

-- Scripts repeat exactly, so there is no chance in them.
local function safe_math()
  local made = copy(math)
  made.random, made.randomseed = nil, nil
  return made
end

local function refuse_unknown(environment)
  return setmetatable(environment, { __metatable = false, __index = function(_, name)
    local known = {}
    for key in next, environment do known[#known + 1] = key end
    table.sort(known)
    native.fail(("unknown name '%s'%s"):format(tostring(name), native.suggest(tostring(name), known)))
  end })
end

-- What ("x"):method finds; no script can reach the table itself.
local strings = getmetatable ""
strings.__index = safe_string()
strings.__metatable = false

--- A fresh environment for one file; `require_module` is its `require`.
return function(require_module)
  local environment = new_words()
  for _, name in ipairs(base_names) do environment[name] = _G[name] end
  environment.pcall = safe_pcall
  environment.setmetatable = safe_setmetatable
  environment.require = require_module
  environment.string, environment.table, environment.math = safe_string(), safe_table(), safe_math()
  environment.utf8 = copy(utf8)
  environment._G = environment
  return refuse_unknown(environment)
end
