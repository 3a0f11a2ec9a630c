-- SPDX-License-Identifier: Apache-2.0
-- Cache mounts by tool: what to mount, and the environment that makes the tool use the target where
-- its default is another. `local presets = require "presets"`, then `cache_mounts = presets.go.mounts`.

return {
  go = {
    mounts = { { id = "go-mod", target = "/go/pkg/mod" }, { id = "go-build", target = "/root/.cache/go-build" } },
    env = { GOMODCACHE = "/go/pkg/mod", GOCACHE = "/root/.cache/go-build" },
  },
  pip = {
    mounts = { { id = "pip", target = "/root/.cache/pip" } },
    env = { PIP_CACHE_DIR = "/root/.cache/pip" },
  },
  npm = {
    mounts = { { id = "npm", target = "/root/.npm" } },
    env = { npm_config_cache = "/root/.npm" },
  },
  -- The registry's index and crates, and git dependencies. Both are relative to CARGO_HOME.
  cargo = {
    mounts = {
      { id = "cargo-registry", target = "/usr/local/cargo/registry" },
      { id = "cargo-git", target = "/usr/local/cargo/git" },
    },
    env = { CARGO_HOME = "/usr/local/cargo" },
  },
  ccache = {
    mounts = { { id = "ccache", target = "/root/.cache/ccache" } },
    env = { CCACHE_DIR = "/root/.cache/ccache" },
  },
  -- apt takes a lock that two steps cannot share; docker-clean must not empty the archive.
  apt = {
    mounts = {
      { id = "apt-archives", target = "/var/cache/apt", sharing = "locked" },
      { id = "apt-lists", target = "/var/lib/apt/lists", sharing = "locked" },
    },
    env = { DEBIAN_FRONTEND = "noninteractive" },
  },
  apk = {
    mounts = { { id = "apk", target = "/etc/apk/cache", sharing = "locked" } },
    env = {},
  },
}
