-- SPDX-License-Identifier: Apache-2.0
-- What the host starts: a scenario's script, a job's steps.

local new_ci = require "bxbench.ci"
local jobs = require "bxbench.job"

local run = {}

function run.scenario(script, context) script(new_ci(context)) end

run.new_job = jobs.new

-- The three hooks, for strategies that need no order of their own.
local function hooks(strategy, job)
  if strategy.restore then strategy.restore(job) end
  job:build(strategy.build and strategy.build(job) or {})
  if strategy.save then strategy.save(job) end
end

--- The ordinary steps of a job.
function run.steps(strategy, job)
  if strategy.steps then strategy.steps(job) else hooks(strategy, job) end
end

--- What the steps registered with `job:post`, the last one first.
function run.post_steps(job, failed)
  local registered = jobs.post_steps_of(job)
  for index = #registered, 1, -1 do
    local post = registered[index]
    if post.always or not failed then post.step(job) end
  end
end

return run
