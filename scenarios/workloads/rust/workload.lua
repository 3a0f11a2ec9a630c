-- SPDX-License-Identifier: Apache-2.0
-- What the base images leave out: what no build of a program that is all Rust reads.
local unused = {
  "/usr/bin/rustdoc",
  "/usr/bin/*-lto-dump-*",
  "/usr/libexec/gcc/*/cc1",
  "/usr/libexec/gcc/*/lto1",
  "/usr/lib/gcc/*/lib*san*",
  "/usr/lib/x86_64-linux-gnu/lib*san.so*",
  "/usr/lib/aarch64-linux-gnu/lib*san.so*",
  "/usr/lib/*/gconv/*",
}

-- As in the public image; Debian's cargo itself is in /usr/bin.
local env = {
  CARGO_HOME = "/usr/local/cargo",
  PATH = "/usr/local/cargo/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
}

-- Every edit ends in another program: the marker is compiled into it.
local function banner()
  return edit.replace("crates/tally/src/banner.rs", [[NAME: &str = "[^"]*"]], [[NAME: &str = "tally (%{marker})"]])
end

-- The last build of each Dockerfile, which is the one of the program.
local function in_build_step(file)
  return edit.replace(file, "(TALLY_CHANNEL=[^ ]* )?cargo build ([^\\n]*)--bins", "TALLY_CHANNEL=%{marker} cargo build $2--bins")
end

local agents = [[
// SPDX-License-Identifier: Apache-2.0

/// The family of a client by what it calls itself: "curl" of "curl/8.5.0".
pub fn family(agent: &str) -> &str {
    agent.split(['/', ' ']).next().unwrap_or(agent)
}
]]

local agents_test = [[
// SPDX-License-Identifier: Apache-2.0
use summary::family;

#[test]
fn a_family_has_no_version() {
    assert_eq!(family("curl/8.5.0"), "curl");
    assert_eq!(family("Wget"), "Wget");
}
]]

return workload {
  name = "rust",
  summary = "command line program in Rust: three crates and twenty-five of others",
  context = "app",
  dockerfiles = { layer = "app/Dockerfile.layer", mount = "app/Dockerfile.mount" },
  variants = {
    naive = { summary = "rust with every crate compiled in one step", dockerfiles = { layer = "app/Dockerfile.naive" } },
    stale = { summary = "rust whose final image gets an old program", dockerfiles = { mount = "app/Dockerfile.stale" } },
    ["stale-fails"] = {
      summary = "rust whose final stage finds no program",
      dockerfiles = { mount = "app/Dockerfile.stale-fails" },
    },
  },
  cache_mounts = {
    { id = "cargo-registry", target = "/usr/local/cargo/registry", sharing = "locked" },
    { id = "cargo-target", target = "/src/target" },
  },
  lock_files = { "Cargo.lock" },
  bases = {
    ["rust:1.85-slim"] = base.debian { suite = "trixie", packages = { "cargo" }, exclude = unused, env = env },
    ["debian:trixie-slim"] = base.debian { suite = "trixie" },
  },
  fixtures = {
    registry = fixture.build {
      context = ".",
      bases = {
        ["rust-crates:1.85"] = base.debian {
          suite = "trixie",
          packages = {
            "cargo",
            "librust-anyhow-dev",
            "librust-chrono-dev",
            "librust-flate2-dev",
            "librust-humantime-dev",
            "librust-lexopt-dev",
            "librust-regex-dev",
            "librust-serde-dev",
            "librust-serde-json-dev",
            "python3",
          },
          exclude = unused,
          env = env,
        },
      },
      build_arg = "CRATES_MIRROR",
      path = "/registry/index/",
      overlay = "context",
      templates = "registry/index/config.json",
    },
  },
  edits = {
    -- One file of the program: its crate and the link.
    source = { banner() },
    -- Another version of one dependency, with the lock file that cargo made for it.
    dependency = {
      edit.replace("Cargo.toml", 'humantime = "[0-9.]+"', 'humantime = "2.2.0"'),
      edit.copy("Cargo.lock", "locks/humantime-2.2.0.lock"),
      banner(),
    },
    -- A release: the number of the program's own crates changes, the dependencies do not.
    version = {
      edit.replace("Cargo.toml", 'version = "0\\.4\\.[0-9]+"\nedition', 'version = "0.4.1"\nedition'),
      edit.replace("Cargo.lock", 'name = "(logline|summary|tally)"\nversion = "[0-9.]+"', 'name = "$1"\nversion = "0.4.1"'),
      banner(),
    },
    -- The step that builds the program says for whom.
    dockerfile = {
      in_build_step "Dockerfile.layer",
      in_build_step "Dockerfile.mount",
      in_build_step "Dockerfile.naive",
      in_build_step "Dockerfile.stale",
      in_build_step "Dockerfile.stale-fails",
    },
    ["touch-only"] = edit.touch "crates/tally/src/banner.rs",
    -- A new module with its test, used by the program, and told in the documentation.
    commit = {
      edit.write("crates/summary/src/agents.rs", agents),
      edit.write("crates/summary/tests/agents.rs", agents_test),
      edit.replace("crates/summary/src/lib.rs", "(mod agents;\n)?mod histogram;", "mod agents;\nmod histogram;"),
      edit.replace("crates/summary/src/lib.rs", "(pub use agents::family;\n)?pub use histogram", "pub use agents::family;\npub use histogram"),
      edit.append("README.md", "\n`summary::family` names a client without its version.\n"),
      banner(),
    },
    -- For the scenario stale-times: a revert; and two changes of the step that builds the program, of which
    -- one has cargo read the sources again, whatever their times.
    ["source-reverted"] = edit.replace("crates/tally/src/banner.rs", [[NAME: &str = "[^"]*"]],
      [[NAME: &str = "tally (bxbench-unedited)"]]),
    ["mode-given"] = edit.replace("Dockerfile.mount", "install -D (--mode [0-9]+ )?", "install -D --mode 0755 "),
    ["sources-touched"] = edit.replace("Dockerfile.mount", "(find crates [^&]*&& )?cargo build",
      "find crates -name '*.rs' -exec touch {} + && cargo build"),
  },
  artifact = { path = "/usr/local/bin/tally", marker = "bxbench-unedited" },
}
