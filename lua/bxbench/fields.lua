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
  { name = "workloads", type = list "string", default = {}, doc = "What it builds when `-w` names nothing; without them the default workload." },
  { name = "strategies", type = list "string", default = {}, doc = "The strategies that it is about; others are left out. Without them it takes any." },
  { name = "params", type = map(made_by "param"), default = {}, doc = "What `--set name=value` may change; read as `ci.params.name`." },
}

fields.strategy = {
  doc = "How build results survive from one job to the next.",
  { name = "name", type = "name", required = true, doc = "How the command line and the tables call it." },
  { name = "summary", type = "string", required = true, doc = "One line for `bxbench list`." },
  { name = "form", type = choice("layer", "mount"), required = true, doc = "Which Dockerfile of the workload it builds." },
  { name = "carries", type = choice("nothing", "layers", "mounts"), required = true, doc = "What reaches the next runner; decides which evidence a warm sample needs." },
  { name = "params", type = map(made_by "param"), default = {}, doc = "What `--set name=value` may change; read as `job.params.name`." },
  { name = "steps", type = "function", stub = "fun(job: bxbench.job)", doc = "`function(job)`: the steps of a job in their order; calls `job:build` once. In its place the three hooks below may be given." },
  { name = "restore", type = "function", stub = "fun(job: bxbench.job)", doc = "`function(job)`, before the build." },
  { name = "build", type = "function", stub = "fun(job: bxbench.job): bxbench.build_flags", doc = "`function(job)`, returns the flags of `job:build`." },
  { name = "save", type = "function", stub = "fun(job: bxbench.job)", doc = "`function(job)`, after a build that succeeded." },
}

fields["build flags"] = {
  doc = "What `job:build` takes and the build hook returns.",
  { name = "cache_from", type = list "string", default = {}, doc = "Values of `--cache-from`." },
  { name = "cache_to", type = list "string", default = {}, doc = "Values of `--cache-to`." },
  { name = "push", type = "string", doc = "Name under which the image is pushed to a registry as well." },
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
  { name = "variants", type = map(record "variant"), default = {}, doc = "The same program by other Dockerfiles: `naive` of the workload `rust` is the workload `rust.naive`, which has all else of it." },
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

fields.variant = {
  doc = "Another way to write a workload's Dockerfile.",
  { name = "summary", type = "string", required = true, doc = "One line for `bxbench list`." },
  { name = "dockerfiles", type = record "dockerfiles", required = true, doc = "Its Dockerfiles by form; one of them at least." },
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

local has_public = { name = "public", type = "boolean", default = true, doc = "Whether there is a public image of the same name. One without is made by its recipe with `--bases public`, too." }

fields["base.debian"] = {
  doc = "A Debian root file system with packages.",
  { name = "packages", type = list "string", default = {}, doc = "Beyond the minimal set." },
  { name = "exclude", type = list "string", default = {}, doc = "Paths that are left out, with `*` as in dpkg's `path-exclude`." },
  { name = "env", type = map "string", default = {}, doc = "Environment of the image." },
  { name = "suite", type = "string", default = "bookworm", doc = "Debian's release." },
  has_public,
}

fields["base.busybox"] = {
  doc = "A root file system that holds a static busybox.",
  { name = "files", type = map "string", default = {}, doc = "Small files in it, path to text: `{ [\"etc/release\"] = \"2\" }`." },
  { name = "env", type = map "string", default = {}, doc = "Environment of the image." },
  has_public,
}

fields["fixture.build"] = {
  doc = "A directory that BuildKit builds once, then served over loopback HTTP.",
  { name = "context", type = "path", required = true, doc = "A context with a Dockerfile, from the folder of the workload's file." },
  { name = "bases", type = map(made_by "base"), default = {}, doc = "As for a workload." },
  { name = "build_arg", type = "string", doc = "The build argument that carries its URL; without one, builds are not told of it." },
  { name = "path", type = "string", default = "/", doc = "The URL's path." },
  { name = "overlay", type = "inner path", doc = "Folder of the result that is laid over the build context." },
  { name = "templates", type = "string", doc = "Glob of files, from the result's root, in which `%{url}` is served as the server's own address, `http://127.0.0.1:PORT`. `*` stays within one name, unless the glob holds `**`." },
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
fields["edit.copy"] = {
  doc = "Replaces the whole file, or creates it, by a copy of another: a lock file that a fixture made for the edit.", edited_path,
  { name = "source", at = 2, type = "inner path", required = true, doc = "The file that is copied, from the build context." },
}
fields["edit.remove"] = { doc = "Removes a file.", edited_path }
fields["edit.chmod"] = {
  doc = "Changes the mode of a file.", edited_path,
  { name = "mode", at = 2, type = "octal", required = true, doc = "Octal digits in quotes: `\"0755\"`." },
}
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
  doc = "Runs one job: the strategy's steps on a runner. Returns the job's result.",
  { name = "name", at = 1, type = "name", required = true, doc = "How the tables call it." },
  { name = "measure", type = "boolean", default = false, doc = "Yields a sample." },
  { name = "claim", type = choice("cold", "warm"), doc = "What the sample must prove, or it is invalid." },
  { name = "runner", type = "name", doc = "A persistent runner; without it the job gets a fresh one." },
  { name = "mismatch", type = "boolean", default = false, doc = "The strategy looks up another identifier than it saves under." },
  { name = "ref", type = "string", default = "refs/heads/main", doc = "Branch, tag or pull request. A job reads the Actions cache entries of its own ref, then those of the default branch, `refs/heads/main`; it writes those of its own ref." },
  { name = "base", type = "string", default = "", doc = "Of a pull request, `refs/pull/7/merge` say: the branch that it is to be merged into, whose entries it reads as well." },
  { name = "token", type = choice("valid", "unset", "expired", "forged", "read-only"), default = "valid", doc = "The runtime token that the job is given for the Actions cache." },
  { name = "set", type = "settings", default = {}, doc = "Parameters of the strategy, for this job alone: `set = { id = \"target\" }`." },
  { name = "dockerfile", type = "inner path", doc = "Of the context, in place of the one that the strategy's form names; the cache mounts that it declares are then those of the job." },
  { name = "build_args", type = map "string", default = {}, doc = "Values of `--build-arg`." },
  { name = "bases", type = map "string", default = {}, doc = "Image to another of the workload's bases, which is its new release in this job: `{ [\"busybox:1.36\"] = \"busybox:next\" }`." },
  { name = "no_cache", type = "boolean", default = false, doc = "Builds with `--no-cache`." },
  { name = "may_fail", type = "boolean", default = false, doc = "A build that fails is a result (`failed`, `error`); otherwise it ends the trial." },
}

fields["actions_cache:fault"] = {
  doc = "From now on the service spoils answers: `ci.actions_cache:fault { on = \"lookup\", status = 429, retry_after = 1, times = 3 }`. Of several faults that match a request the first one acts that is not used up. In jobs of any kind.",
  { name = "on", type = choice("lookup", "create", "upload", "finalize", "download", "list", "delete"), doc = "Which requests; without it all." },
  { name = "key", type = "string", doc = "Only for entries whose key begins so." },
  { name = "after", type = "count", default = 0, doc = "So many matching requests pass unharmed first." },
  { name = "times", type = "count", doc = "So many are hit; without it all." },
  { name = "probability", type = "count", default = 1, doc = "Of each of them being hit, drawn from the run's seed." },
  { name = "status", type = "count", doc = "Answered instead of doing anything: 429, 500, 503 …" },
  { name = "retry_after", type = "count", doc = "Seconds, in a `Retry-After` field beside the status." },
  { name = "delay", type = "count", doc = "Seconds before anything else happens." },
  { name = "reset", type = "count", doc = "The connection is reset when so many bytes of the body have passed, of an upload's request or else of the answer." },
  { name = "truncate", type = "count", doc = "The same with an orderly close before the announced end." },
  { name = "stall", type = "count", doc = "The same, and nothing more is sent, nor is the connection closed." },
}

fields["actions_cache:advance_clock"] = {
  doc = "The service's clock goes forward; entries that were not used for 7 days are evicted: `ci.actions_cache:advance_clock { days = 8 }`.",
  { name = "days", type = "count", default = 0, doc = "Added up with the others." },
  { name = "hours", type = "count", default = 0, doc = "" },
  { name = "seconds", type = "count", default = 0, doc = "" },
}

fields["actions_cache:limit"] = {
  doc = "Changes what the service takes: `ci.actions_cache:limit { quota = 20e6 }`. What is not named stays.",
  { name = "quota", type = "count", doc = "Bytes of all entries, 10e9 at first; beyond it the least recently used are evicted. 0: no limit." },
  { name = "read_only", type = "boolean", doc = "Whether new entries are refused, as when a repository's budget is used up." },
}

fields["actions_cache:evict"] = {
  doc = "Evicts entries and returns how many: `ci.actions_cache:evict { key = \"buildkit-blob-\", payload_only = true }`.",
  { name = "key", type = "string", default = "", doc = "What their keys begin with; without it all." },
  { name = "scope", type = "string", default = "", doc = "The ref that they belong to; without it any." },
  { name = "payload_only", type = "boolean", default = false, doc = "The entry is still found, but downloading it fails (`BlobNotFound`)." },
}

fields["actions_cache:entries"] = {
  doc = "Lists entries, oldest first, each with `scope`, `key`, `version`, `bytes`, `age` and `unused` (seconds since it was saved and used) and `payload` (false: evicted alone).",
  { name = "key", type = "string", default = "", doc = "What their keys begin with; without it all." },
}

fields["job:post"] = {
  doc = "Registers a post step, run when the ordinary steps are over, last registered first: the order of cache step and carrier is what decides whether anything is saved.",
  { name = "step", at = 1, type = "function", stub = "fun(job: bxbench.job)", required = true, doc = "`function(job)`." },
  { name = "always", type = "boolean", default = false, doc = "Also after a build that failed." },
}

fields["job:push_directory"] = {
  doc = "Pushes the content of a folder to the registry: an image of one layer and nothing else.",
  { name = "path", type = "string", required = true, doc = "Folder: `job.cache_dir` or below." },
  { name = "ref", type = "string", required = true, doc = "Name of the image, with `job.registry` in front." },
}

fields["job:pull_directory"] = {
  doc = "Pulls such an image and unpacks it. Returns whether there was one.",
  { name = "path", type = "string", required = true, doc = "Target folder: `job.cache_dir` or below." },
  { name = "ref", type = "string", required = true, doc = "Name of the image, with `job.registry` in front." },
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
