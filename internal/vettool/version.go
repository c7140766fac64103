package vettool

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/mod/modfile"

	"github.com/xplatvet/xplatvet/internal/config"
	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/executable"
	"github.com/xplatvet/xplatvet/internal/modscan"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/platform"
)

// version answers -V=full. The go command makes the answer part of the key of
// its cache, of which the contents of the files that a build leaves out are
// not part; so they go into it, as do the configuration file and the baseline.
func (t *tool) version() error {
	h := sha256.New()
	exe, err := executable.Digest()
	if err != nil {
		return err
	}
	h.Write(exe)
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	if err := t.hashModules(h, dir); err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.stdout, "xplatvet version devel buildID=%x\n", h.Sum(nil))
	return err
}

// hashModules hashes the modules that go vet may look at from dir: the one it
// is in, the others of its workspace, and those that a replace directive takes
// from a directory. It leaves the targets of each where the processes that
// analyse their packages find them.
func (t *tool) hashModules(h hash.Hash, dir string) error {
	cfg, err := config.Load(cmp.Or(modscan.Root(dir), dir), &config.Known{Analyzers: t.known, Options: scope.Options()})
	if err != nil {
		return err
	}
	fmt.Fprintf(h, "config %s\n", cfg.Digest())
	if file := cfg.BaselineFile(); file != "" {
		sum, _ := hashFile(file) // whoever reads it will say what is wrong with it
		fmt.Fprintf(h, "baseline %s %x\n", file, sum)
	}
	ctx := &constraint.Context{Tags: cfg.Tags}
	host := hostPorts()
	for _, root := range moduleDirs(dir) {
		files, err := modscan.Files(root, ctx, true)
		if err != nil {
			continue // the go command will say what is wrong with it
		}
		targets := modscan.Targets(slices.DeleteFunc(slices.Clone(files), func(f modscan.File) bool {
			return below(f.Path, filepath.Join(root, "vendor"))
		}))
		modscan.SaveTargets(root, targets) // best effort
		fmt.Fprintf(h, "module %s %s\n", root, targets)
		for _, f := range files {
			if !leftOut(f, host) {
				continue
			}
			sum, err := hashFile(f.Path)
			if err != nil {
				continue
			}
			fmt.Fprintf(h, "file %s %x\n", f.Path, sum)
		}
	}
	return nil
}

// leftOut reports whether some build for the host may leave the file out. With
// tags of the user's own that is decided by flags which -V=full is not told.
func leftOut(f modscan.File, host platform.Set) bool {
	if f.Err != nil || f.Header == nil || !host.SubsetOf(f.Header.Built) {
		return true
	}
	return slices.ContainsFunc(f.Header.Tags, func(tag string) bool {
		_, ok := platform.Tag(tag)
		return !ok
	})
}

// hostPorts returns the ports that go vet may build for: the go command tells
// GOOS, GOARCH and CGO_ENABLED. Without them it is every port.
func hostPorts() platform.Set {
	goos, goarch := os.Getenv("GOOS"), os.Getenv("GOARCH")
	s := platform.Of(platform.Port{GOOS: goos, GOARCH: goarch, Cgo: os.Getenv("CGO_ENABLED") == "1"})
	if s.Empty() {
		return platform.All()
	}
	return s
}

func hashFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return h.Sum(nil), err
}

// moduleDirs returns the directories of the modules seen from dir, sorted.
func moduleDirs(dir string) []string {
	var roots []string
	if root := modscan.Root(dir); root != "" {
		roots = append(roots, root)
	}
	if work := workFile(dir); work != "" {
		if data, err := os.ReadFile(work); err == nil {
			if f, err := modfile.ParseWork(work, data, nil); err == nil {
				for _, use := range f.Use {
					roots = append(roots, resolve(filepath.Dir(work), use.Path))
				}
				roots = append(roots, replaced(filepath.Dir(work), f.Replace)...)
			}
		}
	}
	for _, root := range slices.Clone(roots) {
		data, err := os.ReadFile(filepath.Join(root, "go.mod"))
		if err != nil {
			continue
		}
		if f, err := modfile.Parse("go.mod", data, nil); err == nil {
			roots = append(roots, replaced(root, f.Replace)...)
		}
	}
	slices.Sort(roots)
	return slices.Compact(roots)
}

// replaced returns the directories that replace directives name.
func replaced(dir string, list []*modfile.Replace) []string {
	var dirs []string
	for _, r := range list {
		if r.New.Version == "" {
			dirs = append(dirs, resolve(dir, r.New.Path))
		}
	}
	return dirs
}

func resolve(dir, path string) string {
	path = filepath.FromSlash(path)
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	return filepath.Clean(path)
}

// workFile returns the go.work file in force in dir, or "".
func workFile(dir string) string {
	switch env := os.Getenv("GOWORK"); env {
	case "off":
		return ""
	case "":
	default:
		return env
	}
	for {
		file := filepath.Join(dir, "go.work")
		if _, err := os.Stat(file); err == nil {
			return file
		} else if !errors.Is(err, os.ErrNotExist) {
			return ""
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// below reports whether path is in the directory dir.
func below(path, dir string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rel)
}
