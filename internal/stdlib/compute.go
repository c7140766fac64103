package stdlib

import (
	"fmt"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/internal/stub"
	"github.com/xplatvet/xplatvet/internal/variant"
	"github.com/xplatvet/xplatvet/platform"
)

// Compute derives the table of the standard library under goroot. The version
// is that of the file VERSION, or "devel".
func Compute(goroot string) (*Table, error) {
	src := filepath.Join(goroot, "src")
	var dirs []string
	err := filepath.WalkDir(src, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case !d.IsDir() || path == src:
			return nil
		case skipDir(d.Name(), path == filepath.Join(src, d.Name())):
			return filepath.SkipDir
		}
		dirs = append(dirs, path)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read GOROOT: %w", err)
	}

	t := &Table{Version: versionOf(goroot), text: make(map[string][]byte)}
	ctx := &constraint.Context{GoVersion: releaseOf(t.Version)}
	variants := variantsIn(ctx, src)
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	var mu sync.Mutex
	var packages []stub.Package
	for _, dir := range dirs {
		g.Go(func() error {
			fset := token.NewFileSet()
			files, err := decl.ReadDir(ctx, fset, dir)
			if err != nil || len(files) == 0 {
				return err
			}
			rel, err := filepath.Rel(src, dir)
			if err != nil {
				return err
			}
			path := filepath.ToSlash(rel)
			var types *variant.Package
			if !isInternal(path) {
				types = variant.Of(fset, decl.SourceOf(files), platform.All(), variant.Imports{Types: variants})
			}
			mu.Lock()
			defer mu.Unlock()
			packages = append(packages, stub.Package{Path: path, Source: decl.SourceOf(files)})
			if isInternal(path) {
				return nil
			}
			t.text[path+" "+existsSection] = decl.Of(files).AppendText(nil)
			if p := cgoDependent(files); p != nil {
				t.text[path+" "+cgoSection] = p.AppendText(nil)
			}
			if path == "syscall" {
				for kind, p := range syscallSections(files) {
					t.text[path+" "+kind] = p.AppendText(nil)
				}
			}
			if types != nil {
				t.text[path+" "+typesSection] = types.AppendText(nil)
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	if len(t.text) == 0 {
		return nil, fmt.Errorf("no packages under %s", src)
	}
	links, err := computeLinknames(ctx, src)
	if err != nil {
		return nil, err
	}
	if links != nil {
		for path, p := range links.byPackage() {
			t.text[path+" "+linknameSection] = p.AppendText(nil)
		}
	}
	for path, table := range stub.Find(packages, nil) {
		if table = table.Exported(); table != nil && !isInternal(path) {
			t.text[path+" "+stubsSection] = table.AppendText(nil)
		}
	}
	return t, nil
}

// isInternal reports whether path is a package that only the standard library
// can import: what it does shows in the packages that use it.
func isInternal(path string) bool {
	return slices.Contains(strings.Split(path, "/"), "internal")
}

// variantsIn returns a function that tells of a package below src, internal or
// not, which types differ between ports: a constant may be made of one of those
// (strconv.IntSize of one of internal/strconv).
func variantsIn(ctx *constraint.Context, src string) func(path string) *variant.Package {
	var mu sync.Mutex
	known := make(map[string]func() *variant.Package)
	return func(path string) *variant.Package {
		mu.Lock()
		compute := known[path]
		if compute == nil {
			compute = sync.OnceValue(func() *variant.Package {
				fset := token.NewFileSet()
				files, err := decl.ReadDir(ctx, fset, filepath.Join(src, filepath.FromSlash(path)))
				if err != nil {
					return nil
				}
				return variant.Of(fset, decl.SourceOf(files), platform.All(), variant.Imports{})
			})
			known[path] = compute
		}
		mu.Unlock()
		return compute()
	}
}

// skipDir reports whether a directory of GOROOT/src holds nothing that a
// program, or a package it imports, runs on.
func skipDir(name string, top bool) bool {
	switch name {
	case "testdata", "vendor":
		return true
	case "cmd", "builtin":
		return top
	}
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")
}

// versionOf returns the Go version of a GOROOT.
func versionOf(goroot string) string {
	data, err := os.ReadFile(filepath.Join(goroot, "VERSION"))
	if err != nil {
		return "devel"
	}
	line, _, _ := strings.Cut(string(data), "\n")
	return strings.TrimSpace(line)
}

// releaseOf returns the release whose build tags hold for a version: go1.26
// for go1.26.8 and go1.26rc1, "" for what is not a release.
func releaseOf(version string) string {
	rest, ok := strings.CutPrefix(version, "go1.")
	if !ok {
		return ""
	}
	i := 0
	for i < len(rest) && '0' <= rest[i] && rest[i] <= '9' {
		i++
	}
	return "go1." + rest[:i]
}
