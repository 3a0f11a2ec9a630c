package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// released is the time of every version and of every file in the zips.
var released = time.Date(2023, time.January, 1, 0, 0, 0, 0, time.UTC)

// A tree is the content of a module by slash-separated path.
type tree map[string][]byte

func (t tree) names() []string {
	names := make([]string, 0, len(t))
	for name := range t {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// readTree reads the files below dir that belong into a module zip: regular
// files, but no vendored packages and no nested modules.
func readTree(dir string) (tree, error) {
	t := tree{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name == dir {
				return nil
			}
			if d.Name() == "vendor" || strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir
			}
			if _, err := os.Stat(filepath.Join(name, "go.mod")); err == nil {
				return fs.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() {
			return nil
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		t[filepath.ToSlash(rel)], err = os.ReadFile(name)
		return err
	})
	if err == nil && len(t) == 0 {
		err = fmt.Errorf("no files in %s", dir)
	}
	return t, err
}

// writeVersion writes the files with which a proxy offers one version, and
// adds it to the list of versions.
func writeVersion(proxy, modPath string, v version, base tree) error {
	t := tree{}
	for name, data := range base {
		t[name] = data
	}
	for name, text := range v.Patch {
		if _, ok := t[name]; !ok {
			return fmt.Errorf("no file %s to patch", name)
		}
		t[name] = append(t[name][:len(t[name]):len(t[name])], text...)
	}
	mod, err := goMod(modPath, t)
	if err != nil {
		return err
	}
	t["go.mod"] = mod

	archive, err := zipTree(modPath+"@"+v.Number, t)
	if err != nil {
		return err
	}
	info := fmt.Sprintf("{\"Version\":%q,\"Time\":%q}\n", v.Number, released.Format(time.RFC3339))

	dir := filepath.Join(proxy, filepath.FromSlash(escape(modPath)), "@v")
	list, err := os.ReadFile(filepath.Join(dir, "list"))
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	for name, data := range map[string][]byte{
		v.Number + ".info": []byte(info),
		v.Number + ".mod":  mod,
		v.Number + ".zip":  archive,
		"list":             append(list, v.Number+"\n"...),
	} {
		if err := writeFile(filepath.Join(dir, name), data); err != nil {
			return err
		}
	}
	return nil
}

// zipTree packs a tree by the rules of module zips: every name begins with
// module@version/, and there are no entries for folders.
func zipTree(prefix string, t tree) ([]byte, error) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, name := range t.names() {
		f, err := w.CreateHeader(&zip.FileHeader{
			Name:     prefix + "/" + name,
			Method:   zip.Deflate,
			Modified: released,
		})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(t[name]); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

var goDirective = regexp.MustCompile(`(?m)^go\s+([0-9.]+)\s*$`)

// goMod makes the go.mod of a module: upstream's language version, and the
// offered modules which its packages import. Upstream's own requirements name
// versions, and modules only needed by tests, that the proxy does not have.
func goMod(modPath string, t tree) ([]byte, error) {
	language := "1.16"
	if m := goDirective.FindSubmatch(t["go.mod"]); m != nil {
		language = string(m[1])
	}
	requires, err := requirements(modPath, t)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "module %s\n\ngo %s\n", modPath, language)
	if len(requires) > 0 {
		fmt.Fprintf(&b, "\nrequire (\n\t%s\n)\n", strings.Join(requires, "\n\t"))
	}
	return b.Bytes(), nil
}

func requirements(modPath string, t tree) ([]string, error) {
	seen := map[string]bool{}
	var requires []string
	for _, name := range t.names() {
		if !isPackageSource(name) {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, t[name], parser.ImportsOnly)
		if err != nil {
			return nil, err
		}
		for _, spec := range file.Imports {
			importPath, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return nil, err
			}
			p, number, ok := offered(importPath)
			if !ok || p == modPath || seen[p] {
				continue
			}
			seen[p] = true
			requires = append(requires, p+" "+number)
		}
	}
	sort.Strings(requires)
	return requires, nil
}

// isPackageSource reports whether the go command may compile a file for those
// who import the module.
func isPackageSource(name string) bool {
	if path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
		return false
	}
	for _, elem := range strings.Split(name, "/") {
		if elem == "testdata" || strings.HasPrefix(elem, "_") || strings.HasPrefix(elem, ".") {
			return false
		}
	}
	return true
}

// escape writes a module path as a proxy has it: upper case X as !x.
func escape(modPath string) string {
	var b strings.Builder
	for _, r := range modPath {
		if unicode.IsUpper(r) {
			b.WriteByte('!')
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}
