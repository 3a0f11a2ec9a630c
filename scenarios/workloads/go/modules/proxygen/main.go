// Command proxygen turns the GOPATH tree of Debian's golang-*-dev packages into
// a static Go module proxy, and has the go command compute a go.sum for it.
//
// Debian's packages carry no module versions, and their revisions drift, so the
// versions offered are those of the table in modules.go. The output depends on
// nothing but the source files and that table.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("proxygen: ")
	src := flag.String("src", "/usr/share/gocode/src", "GOPATH source tree to read")
	proxy := flag.String("proxy", "proxy", "folder to write the proxy tree to")
	sum := flag.String("sum", "go.sum", "file to write the checksums to")
	flag.Parse()

	if err := run(*src, *proxy, *sum); err != nil {
		log.Fatal(err)
	}
}

func run(src, proxy, sum string) error {
	var queries []string
	for _, m := range modules {
		tree, err := readTree(filepath.Join(src, filepath.FromSlash(m.Path)))
		if err != nil {
			return fmt.Errorf("%s: %w", m.Path, err)
		}
		for _, v := range m.Versions {
			if err := writeVersion(proxy, m.Path, v, tree); err != nil {
				return fmt.Errorf("%s@%s: %w", m.Path, v.Number, err)
			}
			queries = append(queries, m.Path+"@"+v.Number)
			log.Printf("%s@%s: %d files", m.Path, v.Number, len(tree))
		}
	}
	return writeSum(proxy, sum, queries)
}

// writeSum downloads every version that the proxy offers into an empty module
// cache and records the checksums which the go command found. That also proves
// that the go command accepts each module zip.
func writeSum(proxy, sum string, queries []string) error {
	proxy, err := filepath.Abs(proxy)
	if err != nil {
		return err
	}
	cache, err := os.MkdirTemp("", "proxygen-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(cache)

	args := []string{"mod", "download", "-modcacherw", "-json"}
	cmd := exec.Command("go", append(args, queries...)...)
	cmd.Dir = cache // no go.mod here: the versions are taken as they are asked for
	cmd.Env = append(os.Environ(),
		"GOPROXY=file://"+filepath.ToSlash(proxy),
		"GOMODCACHE="+filepath.Join(cache, "mod"),
		"GOSUMDB=off", "GONOSUMDB=", "GONOPROXY=", "GOPRIVATE=", "GOFLAGS=", "GOWORK=off")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("go mod download: %w\n%s", err, out)
	}

	var lines []string
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var m struct{ Path, Version, Sum, GoModSum string }
		err := dec.Decode(&m)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		lines = append(lines,
			fmt.Sprintf("%s %s %s\n", m.Path, m.Version, m.Sum),
			fmt.Sprintf("%s %s/go.mod %s\n", m.Path, m.Version, m.GoModSum))
	}
	if len(lines) != 2*len(queries) {
		return fmt.Errorf("go mod download reported %d modules, not %d", len(lines)/2, len(queries))
	}
	sort.Strings(lines)
	return writeFile(sum, []byte(strings.Join(lines, "")))
}

func writeFile(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}
