-- SPDX-License-Identifier: Apache-2.0
-- Whether a job found its cache: `local is_warm = require "is_warm"`, then `is_warm(ci, job)`.
-- With carried mounts the archive was restored; with carried layers no step was executed again.

return function(ci, job)
  if ci.carried == "mounts" then return job.restored.hit end
  return job.steps.executed == 0
end
