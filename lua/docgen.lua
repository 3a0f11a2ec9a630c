-- SPDX-License-Identifier: Apache-2.0
-- Writes lua/README.md and the editor stubs from the field tables. A unit test runs it, compares,
-- and with BXBENCH_APPROVE=1 in its environment writes both files anew.

local fields = require "bxbench.fields"
local reference = require "bxbench.reference"

local function sorted_keys(set)
  local keys = {}
  for key in pairs(set) do keys[#keys + 1] = key end
  table.sort(keys)
  return keys
end

-- A type in words for people.
local function in_words(wanted)
  if type(wanted) == "string" then return wanted end
  if wanted.list then return "list of " .. in_words(wanted.list) end
  if wanted.map then return "names to " .. in_words(wanted.map) end
  if wanted.choice then return '"' .. table.concat(wanted.choice, '" or "') .. '"' end
  if wanted.record then return wanted.record end
  if wanted.made_by then return wanted.made_by .. ".…" end
  return in_words(wanted.one_or_many) .. " or a list of them"
end

local stub_names = { name = "string", path = "string", ["inner path"] = "string", octal = "string", ["function"] = "function" }

local function class_name(name) return "bxbench." .. name:gsub("[ :]", "_") end

-- The same type for LuaLS.
local function in_stubs(wanted)
  if type(wanted) == "string" then return stub_names[wanted] or wanted end
  if wanted.list then return in_stubs(wanted.list) .. "[]" end
  if wanted.map then return "table<string, " .. in_stubs(wanted.map) .. ">" end
  if wanted.choice then return '"' .. table.concat(wanted.choice, '"|"') .. '"' end
  if wanted.record then return class_name(wanted.record) end
  if wanted.made_by then return "bxbench.made_by_" .. wanted.made_by end
  local one = in_stubs(wanted.one_or_many)
  return one .. "|" .. one .. "[]"
end

local function default_in_words(field)
  if field.required then return "required" end
  if field.default == nil then return "" end
  if type(field.default) == "table" then return "`{}`" end
  return "`" .. (type(field.default) == "string" and ("%q"):format(field.default) or tostring(field.default)) .. "`"
end

local function field_table(lines, record)
  lines[#lines + 1] = "| field | type | default | |\n|---|---|---|---|"
  for _, field in ipairs(record) do
    local name = field.at and ("`%s` (%d)"):format(field.name, field.at) or "`" .. field.name .. "`"
    lines[#lines + 1] = ("| %s | %s | %s | %s |"):format(name, in_words(field.type), default_in_words(field), field.doc)
  end
  lines[#lines + 1] = ""
end

local function member_table(lines, object)
  lines[#lines + 1] = "| | |\n|---|---|"
  for _, member in ipairs(object) do
    lines[#lines + 1] = ("| `%s` | %s |"):format(member.shown, member.doc)
  end
  lines[#lines + 1] = ""
end

local function readme()
  local lines = { reference.introduction }
  for _, section in ipairs(reference.sections) do
    lines[#lines + 1] = "## " .. section.title .. "\n"
    if section.doc then lines[#lines + 1] = section.doc .. "\n" end
    for _, name in ipairs(section) do
      local object = reference.objects[name]
      lines[#lines + 1] = ("### `%s`\n\n%s\n"):format(reference.calls[name] or name, (object or fields[name]).doc)
      if object then member_table(lines, object) else field_table(lines, fields[name]) end
    end
  end
  return table.concat(lines, "\n")
end

local function stub_classes(lines)
  for _, kind in ipairs(sorted_keys(fields)) do
    lines[#lines + 1] = ("---%s\n---@class %s"):format(fields[kind].doc, class_name(kind))
    for _, field in ipairs(fields[kind]) do
      local name = field.at and kind:find("^ci:") and ("[%d]"):format(field.at) or field.name
      lines[#lines + 1] = ("---@field %s%s %s %s"):format(name, field.required and "" or "?", field.stub or in_stubs(field.type), field.doc)
    end
    lines[#lines + 1] = ""
  end
  for _, name in ipairs(sorted_keys(reference.objects)) do
    lines[#lines + 1] = ("---%s\n---@class %s"):format(reference.objects[name].doc, class_name(name))
    for _, member in ipairs(reference.objects[name]) do
      lines[#lines + 1] = ("---@field %s %s %s"):format(member.name, member.stub, member.doc)
    end
    lines[#lines + 1] = ""
  end
end

local function stub_constructor(lines, name)
  local record = fields[name]
  local arguments = {}
  for _, field in ipairs(record) do
    if field.at then
      arguments[#arguments + 1] = field.name
      lines[#lines + 1] = ("---@param %s %s %s"):format(field.name, in_stubs(field.type), field.doc)
    end
  end
  if #arguments == 0 then
    arguments[1] = "spec"
    lines[#lines + 1] = "---@param spec " .. class_name(name)
  end
  local made = name:match("^(%w+)%.")
  lines[#lines + 1] = "---@return " .. (made and "bxbench.made_by_" .. made or class_name(name))
  lines[#lines + 1] = ("function %s(%s) end\n"):format(name, table.concat(arguments, ", "))
end

local function stubs()
  local lines = { reference.stub_introduction }
  stub_classes(lines)
  local made = {}
  for _, name in ipairs(sorted_keys(fields)) do
    local group = name:match("^(%w+)%.")
    if group then made[group] = true end
  end
  for _, group in ipairs(sorted_keys(made)) do
    lines[#lines + 1] = ("---@class bxbench.made_by_%s\n\n%s = {}\n"):format(group, group)
  end
  for _, name in ipairs(sorted_keys(fields)) do
    if made[name:match("^%w+")] or reference.top_level[name] then stub_constructor(lines, name) end
  end
  return table.concat(lines, "\n")
end

return { readme = readme(), stubs = stubs() }
