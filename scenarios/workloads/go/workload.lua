-- SPDX-License-Identifier: Apache-2.0
-- What the base image leaves out: what no build of a program reads. Go's own archives of the
-- standard library stay, as in the public image of this version.
local unused = {
  "/usr/share/go-1.19/api/*",
  "/usr/share/go-1.19/misc/*",
  "/usr/share/go-1.19/test/*",
  "/usr/share/go-1.19/src/cmd/*",
  "/usr/share/go-1.19/src/*/testdata/*",
  "/usr/share/go-1.19/src/*_test.go",
}

local env = {
  GOPATH = "/go",
  PATH = "/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
}

-- Every edit ends in another binary: the marker is compiled into it.
local function banner()
  return edit.write("internal/server/banner.go", [[
package server

// Banner is what the service says about itself at its root, and the program
// with --version.
const Banner = "hop, a link shortener (%{marker})"
]])
end

return workload {
  name = "go",
  summary = "HTTP service in Go with twelve third-party modules",
  context = "app",
  dockerfiles = { layer = "app/Dockerfile.layer", mount = "app/Dockerfile.mount" },
  cache_mounts = {
    { id = "go-mod", target = "/go/pkg/mod" },
    { id = "go-build", target = "/root/.cache/go-build" },
  },
  lock_files = { "go.mod", "go.sum" },
  bases = {
    ["golang:1.19"] = base.debian {
      suite = "bookworm",
      packages = { "golang-go" },
      exclude = unused,
      env = env,
    },
  },
  fixtures = {
    modules = fixture.build {
      context = "modules",
      bases = {
        ["golang-modules:1.19"] = base.debian {
          suite = "bookworm",
          packages = {
            "golang-go",
            "golang-github-andybalholm-brotli-dev",
            "golang-github-coreos-bbolt-dev",
            "golang-github-gorilla-mux-dev",
            "golang-github-victoriametrics-metrics-dev",
            "golang-go.uber-zap-dev",
            "golang-google-protobuf-dev",
            "golang-gopkg-yaml.v3-dev",
          },
          exclude = unused,
          env = env,
        },
      },
      build_arg = "GOPROXY",
      path = "/proxy",
      overlay = "context",
    },
  },
  edits = {
    -- One file of one package: that package, its importers and the link.
    source = { banner() },
    -- Another version of one module. go.sum has the sums of both.
    dependency = {
      edit.replace("go.mod", "gorilla/mux v1\\.8\\.[0-9]+", "gorilla/mux v1.8.1"),
      banner(),
    },
    -- A release: the manifest changes, the dependencies do not.
    version = {
      edit.replace("go.mod", "retract v[0-9.]+ //.*", "retract v0.4.0 // Superseded by %{marker}."),
      edit.replace("internal/version/version.go", 'Number = "[^"]*"', 'Number = "0.4.1"'),
      banner(),
    },
  },
  artifact = { path = "/app", marker = "bxbench-unedited" },
}
