-- SPDX-License-Identifier: Apache-2.0
-- Checks what a script wrote against bxbench/fields.lua and returns a copy with the defaults in.
-- An error names the field by its path and the script's file and line.

local native = require "bxbench.native"
local fields = require "bxbench.fields"

local check = {}

local function is_inner_path(value)
  if value == "" or value:sub(1, 1) == "/" then return false end
  for part in value:gmatch("[^/]+") do
    if part == ".." then return false end
  end
  return true
end

-- Type name to what an error calls it, Lua's type, and a further test.
local plain = {
  string = { "a string", "string" },
  number = { "a number", "number" },
  boolean = { "true or false", "boolean" },
  ["function"] = { "a function", "function" },
  name = {
    "a name of lower-case letters, digits, '.', '_', '+' and '-'", "string",
    function(value) return value:find("^[a-z0-9][a-z0-9._+-]*$") and value:find("[a-z0-9]$") end,
  },
  octal = {
    "three or four octal digits in quotes", "string",
    function(value) return value:find("^[0-7][0-7][0-7][0-7]?$") end,
  },
  path = { "a path", "string", function(value) return value ~= "" end },
  ["inner path"] = { "a relative path without '..'", "string", is_inner_path },
}

-- Parameter names to values of the types that a parameter can have.
local function is_settings(value)
  for name, set in next, value do
    local of = type(set)
    if type(name) ~= "string" or (of ~= "string" and of ~= "number" and of ~= "boolean") then return false end
  end
  return true
end
plain.settings = { "a table of parameter names and values", "table", is_settings }
plain.count = { "0 or more", "number", function(value) return value >= 0 and value < 1e18 end }

local function described(value)
  if type(value) == "string" then return ("'%s'"):format(value) end
  if type(value) == "number" or type(value) == "boolean" then return tostring(value) end
  return value == nil and "nothing" or "a " .. type(value)
end

-- Where nobody wrote the field's name, because it stands at a position, its line is not looked for.
local unwritten = {}

local function complain(path, expected, value)
  local written = not unwritten[path] and path or path:match("^(.*)%.")
  native.fail(("%s must be %s, not %s"):format(path, expected, described(value)), written)
end

local function sorted_keys(value)
  local keys = {}
  for key in next, value do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  return keys
end

local function check_list(value, of, path)
  if type(value) ~= "table" then complain(path, "a list", value) end
  local copy, count = {}, rawlen(value)
  for _, key in ipairs(sorted_keys(value)) do
    if math.type(key) ~= "integer" or key < 1 or key > count then
      native.fail(("%s is a list and cannot have the key %s"):format(path, described(key)), path)
    end
  end
  for index = 1, count do
    copy[index] = check.value(rawget(value, index), of, ("%s[%d]"):format(path, index))
  end
  return copy
end

local function check_map(value, of, path)
  if type(value) ~= "table" then complain(path, "a table", value) end
  local copy = {}
  for _, key in ipairs(sorted_keys(value)) do
    if type(key) ~= "string" or key == "" then
      native.fail(("%s wants names as keys, not %s"):format(path, described(key)), path)
    end
    copy[key] = check.value(rawget(value, key), of, ("%s.%s"):format(path, key))
  end
  return copy
end

local function check_choice(value, words, path)
  for _, word in ipairs(words) do
    if value == word then return value end
  end
  local hint = type(value) == "string" and native.suggest(value, words) or ""
  native.fail(("%s must be '%s', not %s%s"):format(path, table.concat(words, "' or '"),
    described(value), hint), path)
end

local function check_made_by(value, constructor, path)
  local maker = type(value) == "table" and rawget(value, "made_by")
  local known = type(maker) == "string" and fields[maker]
  if not known or maker:match("^[a-z]+") ~= constructor then
    complain(path, ("made by %s.…"):format(constructor), value)
  end
  return check.record(maker, value, path)
end

local function check_one_or_many(value, of, path)
  if type(value) == "table" and rawget(value, "made_by") then return { check.value(value, of, path) } end
  return check_list(value, of, path)
end

--- The value, checked and copied. `path` is what an error calls it.
function check.value(value, wanted, path)
  if type(wanted) == "string" then
    local called, of, test = table.unpack(plain[wanted])
    if type(value) ~= of or (test and not test(value)) then complain(path, called, value) end
    return value
  end
  if wanted.list then return check_list(value, wanted.list, path) end
  if wanted.map then return check_map(value, wanted.map, path) end
  if wanted.choice then return check_choice(value, wanted.choice, path) end
  if wanted.record then return check.record(wanted.record, value, path) end
  if wanted.made_by then return check_made_by(value, wanted.made_by, path) end
  return check_one_or_many(value, wanted.one_or_many, path)
end

local function refuse_unknown(spec, kind, path)
  local known, words = { made_by = true }, {}
  for _, field in ipairs(fields[kind]) do
    known[field.name] = true
    words[#words + 1] = field.name
    if field.at then known[field.at] = true end
  end
  for _, key in ipairs(sorted_keys(spec)) do
    if not known[key] then
      local hint = type(key) == "string" and native.suggest(key, words) or ""
      native.fail(("unknown field %s of %s%s"):format(described(key), path, hint), ("%s.%s"):format(path, tostring(key)))
    end
  end
end

--- A table of the given kind, checked and copied. `path` defaults to the kind's name.
function check.record(kind, spec, path)
  path = path or kind
  if type(spec) ~= "table" then complain(path, "a table", spec) end
  refuse_unknown(spec, kind, path)
  local copy = { made_by = rawget(spec, "made_by") }
  for _, field in ipairs(fields[kind]) do
    local value = rawget(spec, field.name)
    if value == nil and field.at then value = rawget(spec, field.at) end
    local field_path = ("%s.%s"):format(path, field.name)
    if value == nil and field.required then native.fail(field_path .. " is missing") end
    if value == nil then value = field.default end
    unwritten[field_path] = field.at and true or nil
    if value ~= nil then copy[field.name] = check.value(value, field.type, field_path) end
  end
  return copy
end

--- Makes reading an unknown field of an object an error instead of nil.
function check.strict(name, object, methods)
  return setmetatable(object, { __metatable = false, __index = function(_, key)
    local method = methods and methods[key]
    if method then return method end
    local words = sorted_keys(object)
    for _, word in ipairs(sorted_keys(methods or {})) do words[#words + 1] = word end
    local hint = type(key) == "string" and native.suggest(key, words) or ""
    native.fail(("%s has no field %s%s"):format(name, described(key), hint))
  end })
end

return check
