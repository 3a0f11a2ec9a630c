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

local function link_flags(file)
  return edit.replace(file, [[-ldflags=("[^"]*"|[^ ]*)]], [[-ldflags="-s -w"]])
end

return workload {
  name = "go",
  summary = "HTTP service in Go with twelve third-party modules",
  context = "app",
  dockerfiles = { layer = "app/Dockerfile.layer", mount = "app/Dockerfile.mount" },
  variants = {
    naive = {
      summary = "go, everything copied before the modules are downloaded",
      dockerfiles = { layer = "app/Dockerfile.naive" },
    },
    instrumented = {
      summary = "go, the build step tells sizes of its cache mounts and its seconds",
      dockerfiles = { mount = "app/Dockerfile.instrumented" },
    },
  },
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
    -- The flags of the linker.
    dockerfile = {
      link_flags "Dockerfile.layer",
      link_flags "Dockerfile.mount",
      link_flags "Dockerfile.naive",
      link_flags "Dockerfile.instrumented",
    },
    ["touch-only"] = edit.touch("internal/server/handlers.go"),
    -- Reserved words among the slugs: a new file, its use, a test, a line of documentation.
    commit = {
      edit.write("internal/slug/reserved.go", [[
package slug

// reserved slugs are paths of the service itself.
var reserved = map[string]bool{"api": true, "metrics": true, "healthz": true}
]]),
      edit.replace("internal/slug/slug.go", [[if s == "" \{]], [[if reserved[s] {
		return fmt.Errorf("%w: reserved", ErrInvalid)
	}
	if s == "" {]]),
      edit.append("internal/slug/slug_test.go", [[

func TestReserved(t *testing.T) {
	if err := Check("metrics"); !errors.Is(err, ErrInvalid) {
		t.Error(err)
	}
}
]]),
      edit.write("CHANGES.md", "- Slugs that are paths of the service are refused.\n"),
      banner(),
    },
  },
  artifact = { path = "/app", marker = "bxbench-unedited" },
}
