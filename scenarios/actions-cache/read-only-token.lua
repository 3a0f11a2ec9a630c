-- SPDX-License-Identifier: Apache-2.0
-- A fork's pull request may read, not write. An export of layers fails the build over that; the
-- cache step only warns.

return scenario {
  name       = "read-only-token",
  summary    = "A pull request from a fork: what it cannot save fails its build, or is a warning",
  strategies = { "gha", "mount" },
  workloads  = { "shell" },
  script     = function(ci)
    ci:job { "prime" }
    ci:edit "dependency"
    local fork = ci:job { "fork", ref = "refs/pull/9/merge", token = "read-only", may_fail = true }
    if ci.carried == "layers" then
      ci:expect(fork.failed, "an export that is refused fails the build")
      ci:expect(fork.error:find "permission_denied", "the error says why")
    else
      ci:expect(not fork.failed, "a save that is refused does not fail the job")
      ci:expect(fork.restored.hit, "the default branch's entry was restored")
      ci:expect(fork.saved.error ~= "", "the save step warns")
    end
  end,
}
