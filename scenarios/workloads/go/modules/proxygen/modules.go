package main

// A module is one row of the table: a module path, which is also its folder
// below the GOPATH source tree, and the versions to offer it in.
type module struct {
	Path     string
	Versions []version
}

// A version is a version number, and the text which is appended to some files
// so that a patch release differs from the release before it.
type version struct {
	Number string
	Patch  map[string]string
}

// The numbers are the upstream versions packaged in Debian 12. v1.8.1 of mux is
// v1.8.0 with a changed comment: it exists so that a build can be made to ask
// for another version of a dependency.
var modules = []module{
	{"github.com/VictoriaMetrics/metrics", releases("v1.23.0")},
	{"github.com/andybalholm/brotli", releases("v1.0.4")},
	{"github.com/gorilla/mux", []version{
		{Number: "v1.8.0"},
		{Number: "v1.8.1", Patch: map[string]string{
			"doc.go": "\n// This is the patch release v1.8.1.\n",
		}},
	}},
	{"github.com/valyala/fastrand", releases("v1.1.0")},
	{"github.com/valyala/histogram", releases("v1.2.0")},
	{"go.etcd.io/bbolt", releases("v1.3.6")},
	{"go.uber.org/atomic", releases("v1.10.0")},
	{"go.uber.org/multierr", releases("v1.6.0")},
	{"go.uber.org/zap", releases("v1.23.0")},
	{"golang.org/x/sys", releases("v0.3.0")},
	{"google.golang.org/protobuf", releases("v1.28.1")},
	{"gopkg.in/yaml.v3", releases("v3.0.1")},
}

func releases(numbers ...string) []version {
	var vs []version
	for _, n := range numbers {
		vs = append(vs, version{Number: n})
	}
	return vs
}

// offered returns the module of the table that provides an import path, and
// the first version it is offered in.
func offered(importPath string) (path, number string, ok bool) {
	for _, m := range modules {
		if importPath == m.Path || hasPathPrefix(importPath, m.Path) {
			return m.Path, m.Versions[0].Number, true
		}
	}
	return "", "", false
}

func hasPathPrefix(path, prefix string) bool {
	return len(path) > len(prefix) && path[:len(prefix)] == prefix && path[len(prefix)] == '/'
}
