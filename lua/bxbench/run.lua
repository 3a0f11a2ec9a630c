-- SPDX-License-Identifier: Apache-2.0
-- What the host starts: a scenario's script, a job's hooks.

local check = require "bxbench.check"
local new_ci = require "bxbench.ci"
local new_job = require "bxbench.job"

local run = {}

function run.scenario(script, context) script(new_ci(context)) end

run.new_job = new_job

function run.hook(hook, job) hook(job) end

function run.build(hook, job) return check.record("build flags", hook(job), "the result of build") end

return run
