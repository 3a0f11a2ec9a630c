-- SPDX-License-Identifier: Apache-2.0
-- Every table that a script writes. The checker, the defaults, lua/README.md and the editor stubs
-- read what is written here, so they cannot disagree.
--
-- A field: name, type, required or default, doc; `at = n` when it stands at position n; `stub`, its
-- type for editors where the type here says less.
-- A type: the name of a plain type in bxbench/check.lua, or one of the tables made below.

local function list(of) return { list = of } end
local function one_or_many(of) return { one_or_many = of } end
local function map(of) return { map = of } end
local function choice(...) return { choice = { ... } } end
local function record(name) return { record = name } end
local function made_by(constructor) return { made_by = constructor } end  -- e.g. any base.…

local fields = {}

fields.scenario = {
  doc = "A script of jobs and edits on a simulated CI.",
  { name = "name", type = "name", required = true, doc = "How the command line and the tables call it." },
  { name = "summary", type = "string", required = true, doc = "One line for `bxbench list`." },
  { name = "script", type = "function", stub = "fun(ci: bxbench.ci)", required = true, doc = "`function(ci)`: runs once for each trial." },
  { name = "expect_fail", type = list "string", default = {}, doc = "Rules that it is made to trip: their \"fail\" is what should happen." },
  { name = "params", type = map(made_by "param"), default = {}, doc = "What `--set name=value` may change; read as `ci.params.name`." },
}

fields.strategy = {
  doc = "How build results survive from one job to the next.",
  { name = "name", type = "name", required = true, doc = "How the command line and the tables call it." },
  { name = "summary", type = "string", required = true, doc = "One line for `bxbench list`." },
  { name = "form", type = choice("layer", "mount"), required = true, doc = "Which Dockerfile of the workload it builds." },
  { name = "carries", type = choice("nothing", "layers", "mounts"), required = true, doc = "What reaches the next runner; decides which evidence a warm sample needs." },
  { name = "params", type = map(made_by "param"), default = {}, doc = "What `--set name=value` may change; read as `job.params.name`." },
  { name = "restore", type = "function", stub = "fun(job: bxbench.job)", doc = "`function(job)`, before the build; timed." },
  { name = "build", type = "function", stub = "fun(job: bxbench.job): bxbench.build_flags", doc = "`function(job)`, returns build flags; may not ask for anything." },
  { name = "save", type = "function", stub = "fun(job: bxbench.job)", doc = "`function(job)`, after the build; timed." },
}

fields["build flags"] = {
  doc = "What the build hook returns.",
  { name = "cache_from", type = list "string", default = {}, doc = "Values of `--cache-from`." },
  { name = "cache_to", type = list "string", default = {}, doc = "Values of `--cache-to`." },
  { name = "looked_up", type = list(record "identifier"), default = {}, doc = "Names under which this job looks for a cache." },
  { name = "saved_under", type = list(record "identifier"), default = {}, doc = "Names under which this job saves one." },
}

fields.identifier = {
  doc = "One name under which a cache is kept.",
  { name = "kind", type = choice("scope", "ref", "mount id", "key"), required = true, doc = "The field's word for it." },
  { name = "value", type = "string", required = true, doc = "The name itself." },
}

fields.workload = {
  doc = "A project to build. Paths start at the folder of the workload's file and must exist.",
  { name = "name", type = "name", required = true, doc = "How the command line and the tables call it." },
  { name = "summary", type = "string", required = true, doc = "One line for `bxbench list`." },
  { name = "context", type = "path", required = true, doc = "The build context." },
  { name = "dockerfiles", type = record "dockerfiles", required = true, doc = "The same program, once for each form." },
  { name = "cache_mounts", type = list(record "cache_mount"), default = {}, doc = "The cache mounts that the `mount` Dockerfile declares." },
  { name = "lock_files", type = list "inner path", default = {}, doc = "Files of the context whose hash is part of cache keys." },
  { name = "bases", type = map(made_by "base"), default = {}, doc = "Image name as FROM spells it to the recipe that stands in for it." },
  { name = "fixtures", type = map(made_by "fixture"), default = {}, doc = "Built once and served to the builds: a module proxy, a package mirror." },
  { name = "edits", type = map(one_or_many(made_by "edit")), required = true, doc = "Named changes, each a list of operations or a single one." },
  { name = "artifact", type = record "artifact", required = true, doc = "What proves which sources were built." },
}

fields.dockerfiles = {
  doc = "Paths of the workload's Dockerfiles by form; one of them at least.",
  { name = "layer", type = "path", doc = "Uses layers only." },
  { name = "mount", type = "path", doc = "Uses cache mounts." },
}

local function owner_and_mode()
  return { name = "uid", type = "number", doc = "As in `uid=…`: a mount with another uid, gid or mode is another mount." },
    { name = "gid", type = "number", doc = "As in `gid=…`." },
    { name = "mode", type = "octal", doc = "As in `mode=…`, octal digits in quotes: `\"0775\"`." },
    { name = "sharing", type = choice("shared", "locked", "private"), doc = "As in `sharing=…`." }
end

fields.cache_mount = {
  doc = "A cache mount as the Dockerfile declares it.",
  { name = "id", type = "string", doc = "As in `id=…` of the mount; without one the target is the id, as in BuildKit." },
  { name = "target", type = "string", required = true, doc = "Where it is mounted." },
  owner_and_mode(),
}

fields.artifact = {
  doc = "A file of the built image.",
  { name = "path", type = "string", required = true, doc = "In the image." },
  { name = "marker", type = "string", required = true, doc = "What it contains before any edit; after one, `ci.marker`." },
}

fields["base.debian"] = {
  doc = "A Debian root file system with packages.",
  { name = "packages", type = list "string", default = {}, doc = "Beyond the minimal set." },
  { name = "exclude", type = list "string", default = {}, doc = "Paths that are left out, with `*` as in dpkg's `path-exclude`." },
  { name = "env", type = map "string", default = {}, doc = "Environment of the image." },
  { name = "suite", type = "string", default = "bookworm", doc = "Debian's release." },
}

fields["base.busybox"] = {
  doc = "A root file system that holds a static busybox.",
  { name = "env", type = map "string", default = {}, doc = "Environment of the image." },
}

fields["fixture.build"] = {
  doc = "A directory that BuildKit builds once, then served over loopback HTTP.",
  { name = "context", type = "path", required = true, doc = "A context with a Dockerfile, from the folder of the workload's file." },
  { name = "bases", type = map(made_by "base"), default = {}, doc = "As for a workload." },
  { name = "build_arg", type = "string", required = true, doc = "The build argument that carries its URL." },
  { name = "path", type = "string", default = "/", doc = "The URL's path." },
  { name = "overlay", type = "inner path", doc = "Folder of the result that is laid over the build context." },
}

local edited_path = { name = "path", at = 1, type = "inner path", required = true, doc = "The file, from the build context." }
local edit_text = "In it, `%{marker}` becomes the edit's marker."

fields["edit.append"] = {
  doc = "Adds text at the end of a file.", edited_path,
  { name = "text", at = 2, type = "string", required = true, doc = edit_text },
}
fields["edit.write"] = {
  doc = "Replaces the whole file, or creates it.", edited_path,
  { name = "text", at = 2, type = "string", required = true, doc = edit_text },
}
fields["edit.replace"] = {
  doc = "Replaces what a regular expression matches.", edited_path,
  { name = "pattern", at = 2, type = "string", required = true, doc = "ECMAScript; it must match." },
  { name = "text", at = 3, type = "string", required = true, doc = edit_text },
}
fields["edit.remove"] = { doc = "Removes a file.", edited_path }
fields["edit.touch"] = { doc = "Gives a file a new modification time only.", edited_path }

local function preset(of, example)
  return {
    doc = "Declares a parameter; `--set` takes " .. example .. ".",
    { name = "default", at = 1, type = of, required = true, doc = "Without `--set`." },
    { name = "doc", at = 2, type = "string", required = true, doc = "One line for `--help`." },
  }
end
fields["param.string"] = preset("string", "any text")
fields["param.number"] = preset("number", "a number")
fields["param.boolean"] = preset("boolean", "`true` or `false`")

fields["ci:job"] = {
  doc = "Runs one job: restore, build, save. Returns the job's result.",
  { name = "name", at = 1, type = "name", required = true, doc = "How the tables call it." },
  { name = "measure", type = "boolean", default = false, doc = "Yields a sample." },
  { name = "claim", type = choice("cold", "warm"), doc = "What the sample must prove, or it is invalid." },
  { name = "runner", type = "name", doc = "A persistent runner; without it the job gets a fresh one." },
  { name = "mismatch", type = "boolean", default = false, doc = "The strategy looks up another identifier than it saves under." },
}

fields["actions_cache:restore"] = {
  doc = "Looks up an archive in the Actions cache service and unpacks it.",
  { name = "path", type = "string", required = true, doc = "Target folder: `job.cache_dir` or below." },
  { name = "key", type = "string", required = true, doc = "The exact key." },
  { name = "restore_keys", type = list "string", default = {}, doc = "Prefixes that are tried next, in order." },
}

fields["actions_cache:save"] = {
  doc = "Packs a folder and saves it. A key that exists is never overwritten.",
  { name = "path", type = "string", required = true, doc = "Folder: `job.cache_dir` or below." },
  { name = "key", type = "string", required = true, doc = "The key." },
}

fields.mount = {
  doc = "A cache mount in `job:inject` and `job:extract`.",
  { name = "id", type = "string", required = true, doc = "As the Dockerfile declares it." },
  { name = "target", type = "string", required = true, doc = "As the Dockerfile declares it." },
  owner_and_mode(),
}

return fields
